package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lowrankcam.dataset.ImageKeys;
import lowrankcam.format.Csv;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import tools.jackson.databind.JsonNode;

/// What a run consists of: settings, images, and the records so far.
public final class RunData {

    public static final String SETTINGS = "settings.json";
    static final String DATASET = "dataset.csv";
    static final String JOURNAL = "journal.log";

    private static final List<String> HEADER = List.of("image", "label", "sha256", "mask_sha256");

    private final JsonNode settings;
    private final List<RunImage> images;
    private final List<String> methods;
    private final Shard shard;
    private final Map<String, Integer> places = new HashMap<>();
    /// By place of the image, then of the method, with one more at the end for the image as a whole.
    private final ResultRecord[][] records;
    /// What many records have in common, once.
    private final Map<Object, Object> pool = new HashMap<>();

    RunData(JsonNode settings, List<RunImage> images) {
        this.settings = settings;
        this.images = List.copyOf(images);
        this.shard = Shard.parse(settings.path("shard").asString("1/1"));
        List<String> names = new ArrayList<>();
        settings.path("methods").forEach(method -> names.add(method.path("name").asString("")));
        this.methods = List.copyOf(names);
        this.records = new ResultRecord[images.size()][];
        for (int i = 0; i < images.size(); i++) {
            places.put(images.get(i).path(), i);
        }
    }

    /// Reads a run's folder and changes nothing in it.
    ///
    /// @throws FormatException if it is none, or damaged
    public static RunData read(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(SETTINGS))) {
            throw new FormatException(
                    folder, FormatException.NO_OFFSET, "folder of a run", "a file " + SETTINGS, "none");
        }
        JsonNode settings = RunSettings.read(folder.resolve(SETTINGS));
        SettingsCheck.check(folder.resolve(SETTINGS), settings);
        RunData data = new RunData(settings, readImages(folder.resolve(DATASET)));
        requireSameList(settings.path("dataset").path("sha256").asString(""), folder.resolve(DATASET));
        Path journal = folder.resolve(JOURNAL);
        if (Files.exists(journal)) {
            Journal.read(journal, json -> data.add(ResultRecord.of(journal, json)));
        }
        return data;
    }

    private static void requireSameList(String sha256, Path list) throws IOException {
        String found = Sha256.of(list);
        if (!sha256.isEmpty() && !sha256.equals(found)) {
            throw new FormatException(
                    list, FormatException.NO_OFFSET, "SHA-256", sha256 + " as in " + SETTINGS, found);
        }
    }

    /// All images of the run, those of other shards included, in order.
    public List<RunImage> images() {
        return images;
    }

    public JsonNode settings() {
        return settings;
    }

    /// What the run computes: `evaluate`, `tune-rank`.
    public String experiment() {
        return settings.path("experiment").asString("");
    }

    /// Methods or ranks, in order.
    public List<String> methods() {
        return methods;
    }

    public Shard shard() {
        return shard;
    }

    /// Keeps a record. One of an image or method that is not the run's is of no use and passed over.
    void add(ResultRecord record) {
        int image = places.getOrDefault(record.image(), -1);
        int method = place(record.method());
        if (image < 0 || method < 0) {
            return;
        }
        if (records[image] == null) {
            records[image] = new ResultRecord[methods.size() + 1];
        }
        String path = images.get(image).path();
        records[image][method] =
                record.shared(text -> text.equals(path) ? path : pool.computeIfAbsent(text, same -> same));
    }

    /// Place of a method among an image's records, or -1.
    private int place(String method) {
        return method.isEmpty() ? methods.size() : methods.indexOf(method);
    }

    /// The record of an image with a method; of the image as a whole if it could not be used; null if there is none yet.
    public ResultRecord record(String image, String method) {
        ResultRecord record = exactly(image, method);
        return record != null ? record : exactly(image, "");
    }

    /// The record of exactly that image and method, or null.
    ResultRecord exactly(String image, String method) {
        int place = places.getOrDefault(image, -1);
        int at = place(method);
        return place < 0 || at < 0 || records[place] == null ? null : records[place][at];
    }

    /// Records of an image: one if it could not be used, else in the order of the methods.
    List<ResultRecord> own(String image) {
        int place = places.getOrDefault(image, -1);
        return place < 0 || records[place] == null
                ? List.of()
                : Arrays.stream(records[place]).filter(Objects::nonNull).toList();
    }

    /// All records of this shard, by image and then by method; one for each method of an image that could not be used.
    public List<ResultRecord> ordered() {
        List<ResultRecord> ordered = new ArrayList<>();
        List<String> methods = methods();
        for (RunImage image : images) {
            for (String method : methods) {
                ResultRecord record = record(image.path(), method);
                if (record != null) {
                    ordered.add(record.method().isEmpty()
                            ? ResultRecord.failed(image.path(), method, record.failure())
                            : record);
                }
            }
        }
        return ordered;
    }

    /// Class of an image in the data set.
    public String label(String image) {
        int place = places.getOrDefault(image, -1);
        return place < 0 ? "" : images.get(place).label();
    }

    /// Methods of an image that have no record yet.
    public List<String> missing(String image) {
        return methods().stream().filter(method -> record(image, method) == null).toList();
    }

    /// Records that this shard needs and does not have.
    public int missing() {
        int missing = 0;
        for (int i = 0; i < images.size(); i++) {
            missing += shard().contains(i) ? missing(images.get(i).path()).size() : 0;
        }
        return missing;
    }

    static String imagesText(List<RunImage> images) {
        CsvText csv = new CsvText().row(HEADER);
        for (RunImage image : images) {
            csv.row(image.path(), image.label(), image.sha256(), image.maskSha256());
        }
        return csv.toString();
    }

    static List<RunImage> readImages(Path file) throws IOException {
        List<RunImage> images = new ArrayList<>();
        for (Csv.Row row : Csv.read(file)) {
            List<String> fields = row.fields().stream().map(Csv.Field::text).toList();
            if (fields.size() != HEADER.size() || (images.isEmpty() && !fields.equals(HEADER))) {
                throw new FormatException(
                        file, FormatException.NO_OFFSET, "line " + row.line(), String.join(",", HEADER),
                        String.join(",", fields));
            }
            images.add(new RunImage(fields.get(0), fields.get(1), fields.get(2), fields.get(3)));
        }
        ImageKeys.check(file, images.stream().map(RunImage::path).toList());
        return images.isEmpty() ? images : images.subList(1, images.size());
    }
}
