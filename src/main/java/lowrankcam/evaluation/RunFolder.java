package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Draft;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The folder of a run that is going on. It may be killed at any moment and taken up again.
///
/// | file | what | written |
/// |---|---|---|
/// | `settings.json` | everything that decides the results | first, whole |
/// | `dataset.csv` | the images, by path and SHA-256 | first, whole |
/// | `journal.log` | records, see [Journal] | a line for each finished image and method |
///
/// Whoever takes a run up must come with the same settings and the same images: anything else is refused, with the field
/// that differs. Two processes cannot work in one folder.
public final class RunFolder implements AutoCloseable {

    private final Path folder;
    private final Journal journal;
    private final RunData data;
    private final long torn;

    private RunFolder(Path folder, Journal journal, RunData data) throws IOException {
        this.folder = folder;
        this.journal = journal;
        this.data = data;
        this.torn = journal.recover(json -> data.add(ResultRecord.of(folder.resolve(RunData.JOURNAL), json)));
    }

    /// Begins a run, or takes one up.
    ///
    /// @param settings everything that decides the results; gets a field `dataset.sha256`
    /// @param images   all images in order, those of other shards included
    /// @throws FormatException if the folder holds a run with other settings or images
    public static RunFolder open(Path folder, ObjectNode settings, List<RunImage> images) throws IOException {
        String list = RunData.imagesText(images);
        ObjectNode dataset = settings.withObject("/dataset");
        dataset.put("images", images.size());
        dataset.put("sha256", Sha256.of(list.getBytes(StandardCharsets.UTF_8)));
        Files.createDirectories(folder);
        Journal journal = Journal.open(folder.resolve(RunData.JOURNAL));
        try {
            Draft.removeLeftIn(folder);
            Draft.removeLeftIn(folder.resolve(Merge.PICTURES));
            Path file = folder.resolve(RunData.SETTINGS);
            if (Files.exists(file)) {
                requireSame(folder, settings, images);
            } else {
                requireNoRecords(folder);
                AtomicFile.writeToDisk(folder.resolve(RunData.DATASET), list);
                AtomicFile.writeToDisk(file, Json.text(settings));
            }
            return new RunFolder(folder, journal, new RunData(Json.read(file), images));
        } catch (IOException | RuntimeException | Error e) {
            journal.close();
            throw e;
        }
    }

    private static void requireNoRecords(Path folder) throws IOException {
        Path journal = folder.resolve(RunData.JOURNAL);
        if (Files.size(journal) > 0) {
            throw new FormatException(
                    journal, FormatException.NO_OFFSET, "records", RunData.SETTINGS + " beside them", "none");
        }
    }

    private static void requireSame(Path folder, ObjectNode settings, List<RunImage> images) throws IOException {
        Path file = folder.resolve(RunData.SETTINGS);
        JsonNode before = Json.read(file);
        if (before.path("schema").asInt(RunSettings.SCHEMA) < RunSettings.SCHEMA) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "a run begun by an earlier version, which wrote its settings another way",
                    "that version to continue it (or another folder for a new run)", "this one");
        }
        String sha256 = settings.path("dataset").path("sha256").asString("");
        if (!before.path("dataset").path("sha256").asString("").equals(sha256)) {
            requireSameImages(folder, images);
        }
        Optional<SettingsDifference> difference = SettingsDifference.between(before, settings);
        if (difference.isPresent()) {
            throw changed(file, "setting '" + difference.get().field() + "'", difference.get().before(),
                    difference.get().now());
        }
    }

    private static void requireSameImages(Path folder, List<RunImage> images) throws IOException {
        Path file = folder.resolve(RunData.DATASET);
        Map<String, RunImage> before = new LinkedHashMap<>();
        RunData.readImages(file).forEach(image -> before.put(image.path(), image));
        for (RunImage now : images) {
            RunImage old = before.remove(now.path());
            if (old == null) {
                throw changed(file, "image " + now.path(), "not in the run", "in it");
            }
            if (!old.equals(now)) {
                String field =
                        !old.sha256().equals(now.sha256()) ? "SHA-256"
                                : !old.label().equals(now.label()) ? "label" : "SHA-256 of the mask";
                throw changed(file, field + " of image " + now.path(), text(old, field), text(now, field));
            }
        }
        if (!before.isEmpty()) {
            throw changed(file, "image " + before.keySet().stream().sorted().findFirst().orElseThrow(), "in the run",
                    "not in it");
        }
    }

    private static String text(RunImage image, String field) {
        String text =
                switch (field) {
                    case "SHA-256" -> image.sha256();
                    case "label" -> image.label();
                    default -> image.maskSha256();
                };
        return text.isEmpty() ? "none" : text;
    }

    private static FormatException changed(Path file, String what, String before, String now) {
        return new FormatException(
                file, FormatException.NO_OFFSET, "the run here began with another " + what,
                before + " as before (or another folder for a new run)", now);
    }

    public Path folder() {
        return folder;
    }

    /// Settings, images and records so far; grows with [#add].
    public RunData data() {
        return data;
    }

    /// Bytes of a torn line that a killed process had left and that were cut off.
    public long torn() {
        return torn;
    }

    /// Keeps a record; it is on disk when this returns.
    public void add(ResultRecord record) throws IOException {
        journal.append(record.toJson());
        data.add(record);
    }

    /// Keeps records that are on disk after the next [#force] only: for a folder that nobody takes up again.
    void addWithoutForce(List<ResultRecord> records) throws IOException {
        for (ResultRecord record : records) {
            journal.write(record.toJson());
            data.add(record);
        }
    }

    void force() throws IOException {
        journal.force();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
