package lowrankcam.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;
import lowrankcam.image.PictureFile;

/// Looks through a folder in MURA's layout: lists against files, labels against names, files against each other.
///
/// Unlike [MuraDataset], which refuses the first mistake, this collects all of them. Every image is read once, for
/// its structure and its SHA-256, and none is decoded.
public final class MuraCheck {

    private final MuraFolder folder;
    private final Map<String, Found> files = new TreeMap<>();
    private final List<String> stray = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> unlisted = new ArrayList<>();
    private final List<String> contradictions = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();
    private final Set<String> unlabelled = new LinkedHashSet<>();

    /// Told after each file, from any thread, one call at a time.
    @FunctionalInterface
    public interface Progress {
        void report(int done, int total);
    }

    /// An image in MURA's layout.
    private record Found(Path file, MuraPath.Study study) {}

    /// What reading one image gave: facts, or a reason why not.
    private record Seen(String path, MuraPath.Study study, PictureFile facts, String reason) {}

    private MuraCheck(MuraFolder folder) {
        this.folder = folder;
    }

    /// @param root the `MURA-v1.1` folder or a folder that holds it, see [MuraFolder#find]
    /// @throws FormatException if there is neither an image nor a list
    public static MuraReport run(Path root, Progress progress) throws IOException {
        MuraCsv.requireFolder(root);
        MuraCheck check = new MuraCheck(MuraFolder.of(root));
        boolean any = false;
        for (Split split : Split.values()) {
            check.walk(split);
            any |= check.compare(split);
        }
        if (check.files.isEmpty() && !any) {
            throw new FormatException(
                    root, FormatException.NO_OFFSET, "MURA data set", "a list of MURA or an image in its layout",
                    "neither");
        }
        return check.report(progress);
    }

    private void walk(Split split) throws IOException {
        Path top = folder.folder(split);
        if (!Files.isDirectory(top)) {
            return;
        }
        try (Stream<Path> all = Files.walk(top, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : all.filter(p -> !Files.isDirectory(p)).sorted().toList()) {
                String path = split.folder() + '/' + top.relativize(file).toString().replace('\\', '/');
                Optional<MuraPath.Study> study =
                        file.getNameCount() - top.getNameCount() == 4 ? MuraPath.studyOfImage(path) : Optional.empty();
                // Folders that differ in case only are one in MURA's writing: the second file of a name is stray.
                if (study.isEmpty()
                        || files.putIfAbsent(
                                        study.get().path() + '/' + file.getFileName(), new Found(file, study.get()))
                                != null) {
                    stray.add(MuraCsv.TOP + '/' + path);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Holds the two lists of a split against the files.
    ///
    /// @return whether there is a list
    private boolean compare(Split split) throws IOException {
        Optional<Path> imageList = folder.images(split);
        Optional<Path> studyList = folder.studies(split);
        Set<String> labelled = studyList.isPresent() ? labels(studyList.get(), split) : null;
        if (imageList.isEmpty()) {
            return labelled != null;
        }
        Set<Object> listed = new LinkedHashSet<>();
        for (MuraCsv.ImageLine line :
                MuraCsv.readImages(imageList.get(), split, p -> malformed.add(p.getMessage()))) {
            Optional<Path> file = folder.file(line.path());
            if (!listed.add(file.isPresent() ? file.get() : line.path())) {
                malformed.add(imageList.get() + ": line " + line.number() + ": expected every image once, found '"
                        + line.path() + "' again");
            } else if (file.isEmpty()) {
                missing.add(line.path());
            }
            if (labelled != null && !labelled.contains(line.study().path())) {
                unlabelled.add(line.study().path());
            }
        }
        files.forEach((path, found) -> {
            if (found.study().split() == split && !listed.contains(found.file())) {
                unlisted.add(path);
            }
        });
        return true;
    }

    private Set<String> labels(Path list, Split split) throws IOException {
        Map<String, Boolean> labels = new LinkedHashMap<>();
        for (MuraCsv.StudyLine line : MuraCsv.readStudies(list, split, p -> malformed.add(p.getMessage()))) {
            String place = list + ": line " + line.number() + ": label " + (line.abnormal() ? "1" : "0");
            if (line.abnormal() != line.study().positive()) {
                contradictions.add(place + " for a folder named " + line.study().name());
            }
            Boolean before = labels.put(line.study().path(), line.abnormal());
            if (before != null && before != line.abnormal()) {
                contradictions.add(place + ", but an earlier line says " + (before ? "1" : "0"));
            }
        }
        return labels.keySet();
    }

    private MuraReport report(Progress progress) {
        AtomicInteger done = new AtomicInteger();
        List<MuraPath.Study> studies = files.values().stream().map(Found::study).toList();
        List<Seen> seen =
                files.entrySet().stream().toList().parallelStream().map(entry -> {
                    Seen one = look(entry.getKey(), entry.getValue());
                    synchronized (done) {
                        progress.report(done.incrementAndGet(), files.size());
                    }
                    return one;
                }).toList();
        Map<String, List<Seen>> byContent = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        for (Seen one : seen) {
            if (one.facts() == null) {
                unreadable.add(one.reason());
            } else {
                byContent.computeIfAbsent(one.facts().sha256(), _ -> new ArrayList<>()).add(one);
            }
        }
        List<List<String>> duplicates = duplicates(byContent.values());
        List<Seen> readable = seen.stream().filter(s -> s.facts() != null).toList();
        return new MuraReport(
                folder.base(), files.size(), count(studies, MuraPath.Study::path),
                count(studies, MuraPath.Study::patient),
                counts(studies), MuraReport.Sizes.of(readable.stream().map(s -> s.facts().width()).toList()),
                MuraReport.Sizes.of(readable.stream().map(s -> s.facts().height()).toList()), duplicates, bothSplits(studies),
                missing, unlisted, unreadable, contradictions, malformed, List.copyOf(unlabelled), stray);
    }

    private static Seen look(String path, Found found) {
        try {
            return new Seen(path, found.study(), PictureFile.inspect(found.file()), "");
        } catch (FormatException e) {
            return new Seen(path, found.study(), null, e.getMessage());
        }
    }

    /// Equal bytes under two labels cannot both be right.
    private List<List<String>> duplicates(Collection<List<Seen>> groups) {
        List<List<String>> duplicates = new ArrayList<>();
        for (List<Seen> group : groups) {
            if (group.size() < 2) {
                continue;
            }
            duplicates.add(group.stream().map(Seen::path).toList());
            Seen first = group.getFirst();
            for (Seen other : group) {
                if (other.study().positive() != first.study().positive()) {
                    contradictions.add("equal bytes, different labels: " + first.path() + " and " + other.path());
                    break;
                }
            }
        }
        return duplicates;
    }

    private static List<MuraReport.Count> counts(List<MuraPath.Study> studies) {
        List<MuraReport.Count> counts = new ArrayList<>();
        for (BodyPart part : BodyPart.values()) {
            for (Split split : Split.values()) {
                for (boolean abnormal : new boolean[] {false, true}) {
                    List<MuraPath.Study> own =
                            studies.stream()
                                    .filter(s -> s.part() == part && s.split() == split && s.positive() == abnormal)
                                    .toList();
                    if (!own.isEmpty()) {
                        counts.add(
                                new MuraReport.Count(
                                        part, split, abnormal, own.size(), count(own, MuraPath.Study::path),
                                        count(own, MuraPath.Study::patient)));
                    }
                }
            }
        }
        return counts;
    }

    private static List<String> bothSplits(List<MuraPath.Study> studies) {
        Map<String, Set<Split>> splits = new TreeMap<>();
        studies.forEach(s -> splits.computeIfAbsent(s.patient(), _ -> new TreeSet<>()).add(s.split()));
        return splits.entrySet().stream().filter(e -> e.getValue().size() > 1).map(Map.Entry::getKey).toList();
    }

    private static int count(
            Collection<MuraPath.Study> studies, Function<MuraPath.Study, String> key) {
        return (int) studies.stream().map(key).distinct().count();
    }
}
