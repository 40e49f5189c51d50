package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import lowrankcam.study.StudyTables;

/// The key of a reading study with the answers of two readers.
record StudyTarget() implements Target {

    private static final String KEY =
            """
            {"kind": "reading-study key", "version": 1, "study": "0123456789abcdef", "seed": 1, "program": "p", "model": "m",
             "methods": ["cam", "gradcam"], "images": [{"id": "a0000000", "path": "x.png", "label": "", "sha256": "h",
             "explained": "normal", "maps": [{"id": "b0000000", "method": "cam"}, {"id": "c0000000", "method": "gradcam"}]}]}
            """;

    private static final String ANSWERS =
            """
            {"kind": "reading-study answers", "version": 1, "study": "0123456789abcdef", "reader": "READER", "answers": [
             {"image": "a0000000", "shown": ["c0000000", "b0000000"], "helpful": "b0000000", "finding": "yes", "confidence": 3}]}
            """;

    @Override
    public String name() {
        return "study";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        SortedMap<String, byte[]> sample = new TreeMap<>(Samples.text("key.json", KEY));
        for (String reader : List.of("R1", "R2")) {
            sample.putAll(Samples.text(reader + ".json", ANSWERS.replace("READER", reader)));
        }
        return List.of(sample);
    }

    @Override
    public List<String> words() {
        return List.of(
                "kind", "version", "study", "reader", "answers", "image", "images", "shown", "helpful", "none", "finding", "partly", "unsure",
                "confidence", "maps", "method", "methods", "id", "null", "[]", "{}", "1e99", "9223372036854775808");
    }

    @Override
    public void read(Path folder) throws IOException {
        StudyTables tables =
                StudyTables.read(folder.resolve("key.json"), List.of(folder.resolve("R1.json"), folder.resolve("R2.json")), true);
        tables.summary();
    }
}
