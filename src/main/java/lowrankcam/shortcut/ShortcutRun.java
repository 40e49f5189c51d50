package lowrankcam.shortcut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.dataset.GroundTruth;
import lowrankcam.dataset.MuraCsv;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.MuraImage;
import lowrankcam.dataset.Split;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.metric.Localisation;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.HeadReader;
import lowrankcam.model.Target;
import lowrankcam.phantom.PhantomOptions.Marking;
import lowrankcam.phantom.Phantoms;
import lowrankcam.training.FeatureCache;
import lowrankcam.training.HeadTraining;
import lowrankcam.weights.WeightsFile;

/// Fits a head on phantoms of which only the abnormal carry a side marker, and another on the same phantoms with a marker on all, which
/// says nothing; tries both on test phantoms with markers on the abnormal, on all, on none, and on the normal only; and measures where their maps lie, since marker and finding are known
/// to the pixel.
public final class ShortcutRun {

    private static final int ABNORMAL = 1;
    private static final int PICTURES = 3;

    private final LoadedModel model;
    private final Path folder;
    private final ShortcutPlan plan;
    private final HeadTraining.Progress progress;
    private final Map<Marking, MuraDataset> data = new EnumMap<>(Marking.class);
    private final List<RequestedMethod> methods =
            RequestedMethod.of(
                    List.of("fast", "lowrankcam:class-signed"), Map.of("rank", String.valueOf(LowRankOptions.DEFAULT_RANK)), "default");

    /// @param model    its head does not matter
    /// @param folder   new or empty: gets phantoms, heads, pictures and `shortcut.json`
    /// @param progress told of network passes
    public ShortcutRun(LoadedModel model, Path folder, ShortcutPlan plan, HeadTraining.Progress progress) {
        this.model = model;
        this.folder = folder;
        this.plan = plan;
        this.progress = progress;
    }

    /// @throws FormatException if the folder is not empty
    public ShortcutResult run() throws IOException {
        requireEmpty();
        for (Marking marking : List.of(Marking.ABNORMAL, Marking.ALL_LARGE, Marking.NONE, Marking.NORMAL)) {
            Path set = folder.resolve("markers-on-" + EnumNames.id(marking));
            Phantoms.write(set, plan.phantoms(marking), (_, _) -> {});
            data.put(marking, MuraDataset.open(set));
        }
        InceptionModel shortcut = withHead(Marking.ABNORMAL, "head-shortcut.safetensors");
        InceptionModel control = withHead(Marking.ALL_LARGE, "head-control.safetensors");
        List<ShortcutResult.Accuracy> accuracies = new ArrayList<>();
        for (Marking marking : data.keySet()) {
            accuracies.add(accuracy(marking, shortcut, control));
        }
        ShortcutResult result = maps(shortcut, control, accuracies);
        AtomicFile.write(folder.resolve("shortcut.json"), Json.text(result.json()));
        return result;
    }

    private void requireEmpty() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> list = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
                if (list.findAny().isPresent()) {
                    throw new FormatException(
                            folder, FormatException.NO_OFFSET, "output folder", "no such folder or an empty one", "existing content");
                }
            }
        }
        Files.createDirectories(folder);
    }

    private InceptionModel withHead(Marking learnt, String name) throws IOException {
        HeadTraining training =
                new HeadTraining(model.model(), model.preprocessing(), model.workers(), FeatureCache.none(), progress);
        Path file = folder.resolve(name);
        training.train(new HeadTraining.Request(
                List.of(data.get(learnt)), Integer.MAX_VALUE, List.of(), Set.of(), OptionalDouble.empty())).head().write(file);
        ClassifierHead head = HeadReader.read(WeightsFile.open(file), model.model().head().features(), null)
                .with(model.kernels().dense(), "");
        return model.model().with(model.model().body(), head);
    }

    private ShortcutResult.Accuracy accuracy(Marking marking, InceptionModel shortcut, InceptionModel control) throws IOException {
        int count = 0;
        int byShortcut = 0;
        int byControl = 0;
        for (MuraImage image : data.get(marking).select(Split.VALID, Optional.empty())) {
            float[] pooled = forward(image).pooled();
            count++;
            byShortcut += (shortcut.classify(pooled).best() == ABNORMAL) == image.abnormal() ? 1 : 0;
            byControl += (control.classify(pooled).best() == ABNORMAL) == image.abnormal() ? 1 : 0;
        }
        String words = switch (marking) {
            case ABNORMAL -> "on the abnormal, as learnt";
            case NORMAL -> "on the normal";
            case NONE -> "on none";
            case ALL, ALL_LARGE -> "on all";
        };
        return new ShortcutResult.Accuracy(words, (double) byShortcut / count, (double) byControl / count);
    }

    private ForwardTrace forward(MuraImage image) throws FormatException {
        return model.model().forward(
                model.preprocessing().read(image.file(), model.kernels().resample()).tensor(), model.model().lastLayer());
    }

    private ShortcutResult maps(InceptionModel shortcut, InceptionModel control, List<ShortcutResult.Accuracy> accuracies)
            throws IOException {
        List<MuraImage> images =
                data.get(Marking.ABNORMAL).select(Split.VALID, Optional.empty()).stream().filter(MuraImage::abnormal).toList();
        double[][] sums = new double[methods.size()][4];
        List<String> pictures = new ArrayList<>();
        for (MuraImage image : images) {
            Preprocessing.Seen seen = model.preprocessing().read(image.file(), model.kernels().resample());
            boolean[] marker = mask(markerOf(image), seen);
            boolean[] finding = mask(data.get(Marking.ABNORMAL).mask(image).orElseThrow(), seen);
            ForwardTrace trace = forward(image);
            ShortcutSheet sheet = new ShortcutSheet(model, seen.picture());
            int column = 0;
            for (InceptionModel one : List.of(shortcut, control)) {
                ForwardTrace own =
                        new ForwardTrace(trace.image(), trace.layer(), trace.features(), trace.pooled(), one.classify(trace.pooled()));
                sheet.head(own.prediction().probabilities()[ABNORMAL]);
                for (int m = 0; m < methods.size(); m++) {
                    CamMap map = methods.get(m).method().explain(
                            new CamInput(one, own, Target.logit(ABNORMAL), model.kernels().resample(), Progress.NONE));
                    sheet.map(methods.get(m).name(), map);
                    sums[m][column] += energy(map, marker) / images.size();
                    sums[m][column + 1] += energy(map, finding) / images.size();
                }
                column += 2;
            }
            if (pictures.size() < PICTURES) {
                pictures.add("maps-" + (pictures.size() + 1) + ".png");
                sheet.write(folder.resolve(pictures.getLast()));
            }
        }
        List<ShortcutResult.Energy> energies = new ArrayList<>();
        for (int m = 0; m < sums.length; m++) {
            energies.add(new ShortcutResult.Energy(methods.get(m).name(), sums[m][0], sums[m][1], sums[m][2], sums[m][3]));
        }
        return new ShortcutResult(plan, images.size(), accuracies, energies, pictures);
    }

    private Path markerOf(MuraImage image) {
        return data.get(Marking.ABNORMAL).base().toAbsolutePath().resolveSibling(Phantoms.MARKERS)
                .resolve(image.relativePath().substring(MuraCsv.TOP.length() + 1));
    }

    private boolean[] mask(Path file, Preprocessing.Seen seen) throws FormatException {
        return GroundTruth.read(file, seen.picture()).onInput(model.preprocessing(), model.kernels().resample());
    }

    /// Of what speaks for the class; nothing of a map that shows nothing.
    private double energy(CamMap map, boolean[] mask) {
        double[] positive = Arrays.stream(map.raw()).map(value -> Math.max(0, value)).toArray();
        SaliencyMap shown =
                SaliencyMap.of(
                        positive, map.rows(), map.columns(), model.preprocessing().height(), model.preprocessing().width(),
                        MetricSettings.DEFAULT, model.kernels().resample());
        return shown.isDegenerate() ? 0 : Localisation.energyOverArea(shown.values(), mask);
    }
}
