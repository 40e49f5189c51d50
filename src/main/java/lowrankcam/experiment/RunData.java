package lowrankcam.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.Csv;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// What a run consists of: settings, images, and the records so far.
public final class RunData {

    static final String SETTINGS = "settings.json";
    static final String DATASET = "dataset.csv";
    static final String JOURNAL = "journal.log";

    private static final List<String> HEADER = List.of("image", "label", "sha256", "mask_sha256");

    private final JsonNode settings;
    private final List<RunImage> images;
    private final List<String> columns;
    private final Shard shard;
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, Map<String, ResultRecord>> records = new HashMap<>();

    RunData(JsonNode settings, List<RunImage> images) {
        this.settings = settings;
        this.images = List.copyOf(images);
        this.shard = Shard.parse(settings.path("shard").asString("1/1"));
        List<String> names = new ArrayList<>();
        settings.path("columns").forEach(column -> names.add(column.path("name").asString("")));
        this.columns = List.copyOf(names);
        images.forEach(image -> labels.put(image.path(), image.label()));
    }

    /// Reads a run's folder and changes nothing in it.
    ///
    /// @throws FormatException if it is none, or damaged
    public static RunData read(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(SETTINGS))) {
            throw new FormatException(
                    folder, FormatException.NO_OFFSET, "folder of a run", "a file " + SETTINGS, "none");
        }
        RunData data = new RunData(Json.read(folder.resolve(SETTINGS)), readImages(folder.resolve(DATASET)));
        if (Files.exists(folder.resolve(JOURNAL))) {
            Journal.read(folder.resolve(JOURNAL), json -> data.add(ResultRecord.of(json)));
        }
        return data;
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
    public List<String> columns() {
        return columns;
    }

    public Shard shard() {
        return shard;
    }

    void add(ResultRecord record) {
        records.computeIfAbsent(record.image(), _ -> new HashMap<>()).put(record.column(), record);
    }

    /// The record of an image in a column; of the image as a whole if it could not be used; null if there is none yet.
    public ResultRecord record(String image, String column) {
        Map<String, ResultRecord> own = records.getOrDefault(image, Map.of());
        return own.getOrDefault(column, own.get(""));
    }

    /// The record of exactly that image and column, or null.
    ResultRecord exactly(String image, String column) {
        return records.getOrDefault(image, Map.of()).get(column);
    }

    /// Records of an image: one if it could not be used, else in the order of the columns.
    List<ResultRecord> own(String image) {
        Map<String, ResultRecord> own = records.getOrDefault(image, Map.of());
        List<ResultRecord> ordered = new ArrayList<>();
        for (String column : columns()) {
            if (own.containsKey(column)) {
                ordered.add(own.get(column));
            }
        }
        if (own.containsKey("")) {
            ordered.add(own.get(""));
        }
        return ordered;
    }

    /// All records of this shard, by image and then by column; one for each column of an image that could not be used.
    public List<ResultRecord> ordered() {
        List<ResultRecord> ordered = new ArrayList<>();
        List<String> columns = columns();
        for (RunImage image : images) {
            for (String column : columns) {
                ResultRecord record = record(image.path(), column);
                if (record != null) {
                    ordered.add(record.column().isEmpty()
                            ? ResultRecord.failed(image.path(), column, record.failure())
                            : record);
                }
            }
        }
        return ordered;
    }

    /// Class of an image in the data set.
    public String label(String image) {
        return labels.getOrDefault(image, "");
    }

    /// Columns of an image that have no record yet.
    public List<String> missing(String image) {
        return columns().stream().filter(column -> record(image, column) == null).toList();
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
        return images.isEmpty() ? images : images.subList(1, images.size());
    }
}
