package lowrankcam.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraCsv;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.Split;
import lowrankcam.format.Draft;
import lowrankcam.format.FolderTarget;
import lowrankcam.format.FormatException;
import lowrankcam.image.PngWriter;

/// Synthetic limb radiographs in MURA's layout, with the truth about where each finding is.
///
/// They exercise everything that MURA would and say nothing about medicine.
public final class Phantoms {

    /// Folder of the masks of side markers, where some images have none.
    public static final String MARKERS = "markers";

    private Phantoms() {}

    /// Told after each patient, one call at a time, from any thread: patients written so far and in all.
    @FunctionalInterface
    public interface Progress {
        void report(int done, int total);
    }

    /// What was written.
    public record Summary(int studies, int images, int masks) {}

    private record Patient(int number, Split split, BodyPart part, boolean abnormal, int views) {

        String study() {
            return String.format(
                    Locale.ROOT, "%s/%s/patient%05d/study1_%s", split.folder(), part.folder(), number,
                    abnormal ? "positive" : "negative");
        }
    }

    /// Writes `dir/MURA-v1.1` and `dir/masks`, and `dir/markers` where not every image carries one; both appear when everything is complete, in one step if `dir` is new.
    /// Else `dir` says that it is unfinished while they get their places, and if the process is killed meanwhile.
    ///
    /// Masks exist for the images of abnormal studies, under the image's own path below the split.
    ///
    /// @throws FormatException when one of the two folders is there already and not empty
    public static Summary write(Path dir, PhantomOptions options, Progress progress) throws IOException {
        Path tree = dir.resolve(MuraCsv.TOP);
        Path masks = dir.resolve(MuraDataset.MASKS);
        FolderTarget.clear(dir);
        refuseOccupied(tree);
        refuseOccupied(masks);
        boolean keepsMarkers = options.marking() != PhantomOptions.Marking.ALL;
        if (keepsMarkers) {
            refuseOccupied(dir.resolve(MARKERS));
        }
        try (Draft draft = FolderTarget.draft(dir)) {
            Path whole = Files.createDirectory(draft.file("data"));
            Path draftTree = Files.createDirectory(whole.resolve(MuraCsv.TOP));
            Path draftMasks = Files.createDirectory(whole.resolve(MuraDataset.MASKS));
            List<Patient> patients = patients(options);
            Path draftMarkers = keepsMarkers ? Files.createDirectory(whole.resolve(MARKERS)) : null;
            images(new Folders(draftTree, draftMasks, draftMarkers), patients, options, progress);
            lists(draftTree, patients);
            FolderTarget.place(whole, dir, MuraCsv.TOP);
            int count = patients.stream().mapToInt(Patient::views).sum();
            int marked = patients.stream().filter(Patient::abnormal).mapToInt(Patient::views).sum();
            return new Summary(patients.size(), count, marked);
        }
    }

    /// Patients sorted by part, split and labelled at even intervals: every part gets its share of both, and
    /// a patient belongs to one split only.
    private static List<Patient> patients(PhantomOptions options) {
        int count = options.patients();
        int kinds = options.parts().size();
        PhantomRandom random = new PhantomRandom(options.seed(), count);
        List<Integer> order = new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
        for (int i = count - 1; i > 0; i--) {
            int j = random.below(i + 1);
            order.set(i, order.set(j, order.get(i)));
        }
        order.sort(Comparator.comparingInt(number -> (number - 1) % kinds));
        int[] seen = new int[2];
        List<Patient> patients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Split split = due(i, options.validShare()) ? Split.VALID : Split.TRAIN;
            boolean abnormal = due(seen[split.ordinal()]++, options.positiveShare());
            int number = order.get(i);
            int views = options.minViews() + new PhantomRandom(options.seed(), number, -1)
                    .below(options.maxViews() - options.minViews() + 1);
            BodyPart part = options.parts().get((number - 1) % kinds);
            patients.add(new Patient(number, split, part, abnormal, views));
        }
        patients.sort(Comparator.comparing(Patient::split).thenComparing(Patient::part)
                .thenComparingInt(Patient::number));
        return patients;
    }

    /// True for `share` of the indices, evenly spread; the total is rounded to the nearest.
    private static boolean due(int index, double share) {
        return Math.floor((index + 1) * share + 0.5) > Math.floor(index * share + 0.5);
    }

    /// @param markers or null if every image carries one
    private record Folders(Path tree, Path masks, Path markers) {}

    /// The first failure stops the rest; nothing is thrown before every thread has let go of the folder.
    private static void images(Folders folders, List<Patient> patients, PhantomOptions options, Progress progress)
            throws IOException {
        int[] done = new int[1];
        AtomicReference<Throwable> failure = new AtomicReference<>();
        patients.parallelStream().forEach(patient -> {
            if (failure.get() != null) {
                return;
            }
            try {
                one(folders, patient, options);
                synchronized (done) {
                    progress.report(++done[0], patients.size());
                }
            } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        });
        switch (failure.get()) {
            case null -> { }
            case IOException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw (RuntimeException) e;
        }
    }

    private static void one(Folders folders, Patient patient, PhantomOptions options) throws IOException {
        Path study = Files.createDirectories(folders.tree().resolve(patient.study()));
        Path truth = folders.masks().resolve(patient.study());
        boolean marked = options.marking().marks(patient.abnormal());
        if (patient.abnormal()) {
            Files.createDirectories(truth);
        }
        for (int view = 1; view <= patient.views(); view++) {
            PhantomImage image =
                    PhantomImage.draw(options.seed(), patient.part(), patient.number(), view, patient.abnormal(), options.marking());
            String name = "image" + view + ".png";
            PngWriter.writeGray(study.resolve(name), image.width(), image.height(), image.gray());
            if (patient.abnormal()) {
                PngWriter.writeGray(truth.resolve(name), image.width(), image.height(), image.mask());
            }
            if (marked && folders.markers() != null) {
                Path markers = Files.createDirectories(folders.markers().resolve(patient.study()));
                PngWriter.writeGray(markers.resolve(name), image.width(), image.height(), image.marker());
            }
        }
    }

    private static void lists(Path tree, List<Patient> patients) throws IOException {
        for (Split split : Split.values()) {
            List<Patient> own = patients.stream().filter(p -> p.split() == split).toList();
            List<String> studies = own.stream().map(p -> MuraCsv.TOP + '/' + p.study()).toList();
            List<String> paths = own.stream()
                    .flatMap(p -> IntStream.rangeClosed(1, p.views())
                            .mapToObj(v -> MuraCsv.TOP + '/' + p.study() + "/image" + v + ".png"))
                    .toList();
            MuraCsv.writeStudies(tree, split, studies);
            MuraCsv.writeImages(tree, split, paths);
        }
    }

    private static void refuseOccupied(Path target) throws IOException {
        if (Files.exists(target)) {
            if (Files.isDirectory(target)) {
                try (Stream<Path> list = Files.list(target)) {
                    if (list.findAny().isEmpty()) {
                        return;
                    }
                }
            }
            throw new FormatException(target, FormatException.NO_OFFSET, "phantom target",
                    "no such folder or an empty one", "existing content");
        }
    }
}
