package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.evaluation.Journal;
import lowrankcam.format.Json;

/// Records of a run, each with its checksum.
record JournalTarget() implements Target {

    static final String FILE = "journal.log";

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        return List.of(Samples.written(folder -> {
            try (Journal journal = Journal.open(folder.resolve(FILE))) {
                journal.recover(_ -> {});
                journal.append(Json.object().put("image", "a.png").put("column", "cam"));
                journal.append(Json.object().put("drop", 0.25).put("é", "\n"));
                journal.append(Json.object());
            }
        }), Samples.file(FILE, new byte[0]));
    }

    @Override
    public List<String> words() {
        return List.of("image", "column", "values", "facts", "times", "00000000 {}\n", "ffffffff");
    }

    /// The checksum of every line.
    @Override
    public byte[] repaired(String file, byte[] bytes) {
        byte[] result = bytes.clone();
        int start = 0;
        for (int end = 0; end < result.length; end++) {
            if (result[end] == '\n') {
                if (end - start >= 9) {
                    byte[] digits = String.format("%08x", Samples.crc(result, start + 9, end - start - 9)).getBytes();
                    System.arraycopy(digits, 0, result, start, 8);
                    result[start + 8] = ' ';
                }
                start = end + 1;
            }
        }
        return result;
    }

    @Override
    public void read(Path folder) throws IOException {
        Journal.read(folder.resolve(FILE), _ -> {});
        try (Journal journal = Journal.open(folder.resolve(FILE))) {
            journal.recover(_ -> {});
            journal.append(Json.object());
        }
        Journal.read(folder.resolve(FILE), _ -> {});
    }
}
