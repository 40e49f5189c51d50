package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {

    private static final String EXPECTED =
            """
            {
              "name" : "x",
              "list" : [ 1, 2 ],
              "inner" : {
                "number" : 0.5
              }
            }
            """;

    private static ObjectNode example() {
        ObjectNode json = Json.object();
        json.put("name", "x");
        json.putArray("list").add(1).add(2);
        json.putObject("inner").put("number", 0.5);
        return json;
    }

    /// Prints the example as the test sees it.
    public static final class Printer {

        private Printer() {}

        /// @param args none
        public static void main(String[] args) throws IOException {
            System.out.write(Json.text(example()).getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
    }

    @Test
    void textIsIndented() {
        assertEquals(EXPECTED, Json.text(example()));
    }

    /// In a process of its own, for the separator is read once.
    @Test
    void linesEndTheSameWhateverTheSystemsSeparator() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dline.separator=\r\n", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m",
                                "-cp", System.getProperty("java.class.path"), Printer.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(EXPECTED, text);
    }
}
