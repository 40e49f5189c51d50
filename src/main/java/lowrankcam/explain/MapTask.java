package lowrankcam.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;

/// One map to make.
///
/// @param method        what makes it
/// @param target        class, contrast and score
/// @param label         name of the class
/// @param contrastLabel name of the contrast, or empty
/// @param layer         target layer
/// @param name          of its files, without what tells them apart
public record MapTask(
        RequestedMethod method, Target target, String label, String contrastLabel, String layer, String name) {

    /// All maps of an image, those that need no masked inputs first: they are there within a second, and an
    /// interruption does not cost them.
    static List<MapTask> plan(ExplainRequest request, ClassifierHead head, Prediction prediction) {
        List<MapTask> tasks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String layer : request.layers()) {
            for (Target target : targets(request, head, prediction)) {
                for (RequestedMethod method : request.methods()) {
                    boolean ofLayer = method.choice().info().group() != MethodInfo.Group.BLACK_BOX;
                    String name =
                            method.name() + (ofLayer && request.layers().size() > 1 ? "-" + layer : "")
                                    + "-class-" + target.classIndex();
                    // What does not depend on the layer is made once.
                    if (names.add(name)) {
                        String contrast = target.isContrast() ? head.labels().get(target.contrast()) : "";
                        tasks.add(new MapTask(
                                method, target, head.labels().get(target.classIndex()), contrast, layer, name));
                    }
                }
            }
        }
        tasks.sort(Comparator.comparing(task -> task.method().choice().info().group().masksTheInput()));
        return tasks;
    }

    private static List<Target> targets(ExplainRequest request, ClassifierHead head, Prediction prediction) {
        int contrast = request.contrast().isEmpty() ? Target.NO_CONTRAST : head.classOf(request.contrast());
        List<Integer> classes = new ArrayList<>();
        if (request.classes().isEmpty()) {
            classes.add(prediction.best());
        }
        for (String name : request.classes()) {
            if (name.equalsIgnoreCase("all")) {
                IntStream.range(0, head.classes()).filter(c -> c != contrast).forEach(classes::add);
            } else {
                classes.add(head.classOf(name));
            }
        }
        return classes.stream().distinct().map(c -> new Target(c, contrast, request.score())).toList();
    }
}
