package lowrankcam.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.format.UsageException;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import lowrankcam.image.SmallPicture;
import lowrankcam.inception.LoadedModel;
import lowrankcam.metric.ClassRule;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.random.SplitMix;

/// Makes a reading study: the form for the readers, and the key in a folder of its own, which they must not get.
public final class StudyMaker {

    /// The file for the readers, in a folder alone.
    public static final String FORM = "form/study.html";

    /// The file that is kept.
    public static final String KEY = "key/key.json";

    private final LoadedModel model;
    private final StudyPlan plan;
    private final String program;
    private final Set<String> ids = new HashSet<>();

    /// @param program name and version
    public StudyMaker(LoadedModel model, StudyPlan plan, String program) {
        this.model = model;
        this.plan = plan;
        this.program = program;
    }

    /// Told after each image.
    @FunctionalInterface
    public interface Listener {
        void done(int images, int all);
    }

    /// @param folder in which there is no study yet: answers to one that was given out must stay readable
    public void make(List<LabelledImage> images, Path folder, Listener listener) throws IOException {
        for (String name : List.of(FORM, KEY)) {
            if (Files.exists(folder.resolve(name))) {
                throw new FormatException(folder.resolve(name), FormatException.NO_OFFSET, "study", "a folder without one", "one that is there");
            }
        }
        List<String> hashes = new ArrayList<>();
        for (LabelledImage image : images) {
            hashes.add(Sha256.of(image.file()));
        }
        String digest = model.weightsSha256() + " " + model.model().head().sha256();
        String study = id(String.join("\n", hashes) + plan.text() + digest);
        SplitMix random = SplitMix.of(plan.seed(), Long.parseUnsignedLong(study, 16));
        List<StudyKey.Item> items = new ArrayList<>();
        StudyForm form = new StudyForm(study);
        List<Integer> order = shuffled(images.size(), random);
        for (int i = 0; i < order.size(); i++) {
            LabelledImage image = images.get(order.get(i));
            items.add(item(image, hashes.get(order.get(i)), form, random));
            listener.done(i + 1, order.size());
        }
        StudyKey key = new StudyKey(study, plan.seed(), program, digest, plan.names(), items);
        Files.createDirectories(folder.resolve(KEY).getParent());
        Files.createDirectories(folder.resolve(FORM).getParent());
        AtomicFile.write(folder.resolve(KEY), Json.text(key.json()));
        form.page().write(folder.resolve(FORM));
    }

    private static String id(String text) {
        return Sha256.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).substring(0, 16);
    }

    private StudyKey.Item item(LabelledImage image, String sha256, StudyForm form, SplitMix random) throws IOException {
        Preprocessing.Seen seen = model.preprocessing().read(image.file(), model.kernels().resample());
        ForwardTrace trace = model.model().forward(seen.tensor(), plan.layer());
        if (trace.features().firstNonFinite() >= 0) {
            throw new FormatException(image.file(), FormatException.NO_OFFSET, "features of the target layer", "finite numbers", "others");
        }
        int target = target(image, trace);
        Picture small = SmallPicture.shrunk(seen.picture(), StudyPicture.LONGEST, model.kernels().resample());
        List<StudyKey.MadeMap> maps = new ArrayList<>();
        StudyForm.Item shown = form.image(fresh(random), model.labels().get(target), small);
        for (int m : shuffled(plan.methods().size(), random)) {
            EvaluatedMethod method = plan.methods().get(m);
            CamInput input = new CamInput(model.model(), trace, Target.logit(target), model.kernels().resample(), Progress.NONE);
            Heatmap map = heatmap(map(method, input), seen);
            String id = fresh(random);
            maps.add(new StudyKey.MadeMap(id, method.name()));
            shown.map(id, StudyPicture.of(small, model.preprocessing().placement(small), map));
        }
        return new StudyKey.Item(shown.id(), image.key(), image.label(), sha256, model.labels().get(target), maps);
    }

    private static CamMap map(EvaluatedMethod method, CamInput input) {
        try {
            return method.method().explain(input);
        } catch (UnsupportedTargetException e) {
            throw new UsageException("--methods: " + method.name() + ": " + e.getMessage());
        }
    }

    private Heatmap heatmap(CamMap map, Preprocessing.Seen seen) {
        return Heatmap.of(
                map.raw(), map.rows(), map.columns(), seen.tensor().height(), seen.tensor().width(), model.kernels().resample());
    }

    private int target(LabelledImage image, ForwardTrace trace) {
        return switch (plan.classRule()) {
            case ClassRule.Predicted _ -> trace.prediction().best();
            case ClassRule.Labelled _ -> model.model().head().classOf(image.label());
            case ClassRule.Fixed fixed -> model.model().head().classOf(fixed.name());
        };
    }

    private static List<Integer> shuffled(int count, SplitMix random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(random.below(i + 1), i);
        }
        return order;
    }

    private String fresh(SplitMix random) {
        String id;
        do {
            id = String.format(java.util.Locale.ROOT, "%08x", (int) random.nextLong());
        } while (!ids.add(id));
        return id;
    }
}
