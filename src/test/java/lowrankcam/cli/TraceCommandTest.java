package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What `trace` prints is done again from the printed numbers alone.
class TraceCommandTest {

    private static final Path HAND = Goldens.ROOT.resolve("golden/inputs/hand.jpg");

    @TempDir private Path folder;

    @Test
    void everySumFollowsFromThePrintedNumbers() throws IOException {
        Path numbers = folder.resolve("numbers.json");
        Path page = folder.resolve("lesson.html");
        CliRuns.Ran ran =
                CliRuns.run("trace", HAND, "--pixel", "495,421", "--rank", "6", "--json", numbers, "--html", page, "--quiet");
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        JsonNode json = Json.read(numbers);
        convolution(json.path("convolution"), 2048, 0);
        map(json.path("map"), 6);
        text(ran.out(), json);
        String html = Files.readString(page);
        assertTrue(html.contains(json.path("map").path("value").path("hex").asString()));
        assertFalse(html.contains("OTHER BITS"));
    }

    /// At the image's corner, at a window of one row whose first columns lie in the padding, with signs by the class.
    @Test
    void sumsAtTheBorderFollowToo() throws IOException {
        CliRuns.Ran ran =
                CliRuns.run(
                        "trace", HAND, "--pixel", "0,0", "--convolution", "Mixed_6b.branch7x7_2", "--channel", "5", "--preset",
                        "class-signed", "--class", "normal", "--json", "-", "--quiet", "--kernels", "scalar");
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        JsonNode json = ran.json();
        convolution(json.path("convolution"), 7 * 128, 3 * 128);
        map(json.path("map"), 10);
        assertEquals(5, json.path("convolution").path("channel").asInt());
        assertTrue(json.path("convolution").path("receptiveField").path("rows").path("first").asInt() < 0);
    }

    @Test
    void refusesWhatIsNotThere() {
        refuses("expected ROW,COLUMN, whole numbers from 0; found '-1,3'", "--pixel=-1,3");
        refuses("expected a row from 0 to 880 and a column from 0 to 749; found 881,0", "--pixel", "881,0");
        refuses("expected Mixed_7c.branch1x1, ", "--pixel", "3,3", "--convolution", "Mixed_7c.branch9");
        refuses("--channel: expected 0 to 319 for Mixed_7c.branch1x1; found 320", "--pixel", "3,3", "--channel", "320");
        refuses("--numerics: expected direct", "--pixel", "3,3", "--numerics", "fast");
    }

    private static void refuses(String expected, Object... options) {
        Object[] args = new Object[options.length + 3];
        args[0] = "trace";
        args[1] = HAND;
        args[2] = "--quiet";
        System.arraycopy(options, 0, args, 3, options.length);
        CliRuns.Ran ran = CliRuns.run(args);
        assertEquals(ExitCode.USAGE, ran.code(), ran.err());
        assertTrue(ran.err().contains(expected), ran.err());
        assertEquals("", ran.out());
    }

    private static void convolution(JsonNode json, int count, int inPadding) {
        float sum = single(json.path("bias"));
        int zeros = 0;
        assertEquals(count, json.path("products").size());
        for (JsonNode product : json.path("products")) {
            sum = Math.fma(single(product.path("value")), single(product.path("weight")), sum);
            same(sum, product.path("sum"));
            boolean outside = product.path("row").asInt() < 0 || product.path("column").asInt() < 0;
            zeros += outside ? 1 : 0;
            assertTrue(!outside || single(product.path("value")) == 0);
        }
        assertEquals(inPadding, zeros);
        same(Math.max(0f, sum), json.path("rectified"));
        same(Math.max(0f, sum), json.path("ofKernel"));
    }

    private static void map(JsonNode json, int rank) {
        int p = json.path("position").asInt();
        JsonNode features = json.path("features");
        double channels = 0;
        double gram = 0;
        double classMap = 0;
        for (int k = 0; k < features.size(); k++) {
            double feature = single(features.path(k));
            channels += feature;
            gram = Math.fma(feature, feature, gram);
            classMap = Math.fma(feature, (double) single(json.path("headWeights").path(k)), classMap);
        }
        same(channels, json.path("channelSums").path(p));
        same(gram, json.path("gramRow").path(p));
        same(classMap, json.path("classMap").path(p));
        assertEquals(rank, json.path("modes").size());
        boolean byClass = json.path("sign").asString().equals("class");
        double total = 0;
        for (JsonNode mode : json.path("modes")) {
            JsonNode vector = mode.path("vector");
            same(dot(vector, byClass ? json.path("classMap") : json.path("channelSums")), mode.path("signProduct"));
            assertTrue(wide(mode.path("signProduct")) >= 0);
            same(dot(json.path("gramRow"), vector), mode.path("gramTimesMode"));
            assertEquals(
                    wide(mode.path("squareTimesMode")), wide(mode.path("gramTimesMode")),
                    1e-10 * wide(json.path("gramRow").path(p)));
            if (mode.path("dropped").asBoolean()) {
                // All values negative: nothing is left for a mask, and the sum stays.
                assertTrue(mode.path("vector").valueStream().allMatch(value -> wide(value) <= 0));
                same(total, mode.path("sum"));
                continue;
            }
            mask(mode);
            double logit =
                    wide(json.path("headBias")) + wide(mode.path("maskedSum")) / vector.size();
            same(dot(mode.path("mask"), json.path("classMap")), mode.path("maskedSum"));
            same(logit, mode.path("logit"));
            same(byClass ? Math.max(0, logit - wide(json.path("headBias"))) : logit, mode.path("weight"));
            total = Math.fma(wide(mode.path("weight")), wide(mode.path("mask").path(p)), total);
            same(total, mode.path("sum"));
        }
        same(total, json.path("total"));
        same(Math.max(0, total), json.path("value"));
        same(Math.max(0, total), json.path("ofMethod"));
    }

    private static void mask(JsonNode mode) {
        double max = 0;
        double min = Double.POSITIVE_INFINITY;
        for (JsonNode value : mode.path("vector")) {
            max = Math.max(max, wide(value));
            min = Math.min(min, Math.max(0, wide(value)));
        }
        for (int p = 0; p < mode.path("vector").size(); p++) {
            double rectified = Math.max(0, wide(mode.path("vector").path(p)));
            same((rectified / 2 - min / 2) / (max / 2 - min / 2), mode.path("mask").path(p));
        }
    }

    private static double dot(JsonNode a, JsonNode b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum = Math.fma(wide(a.path(i)), wide(b.path(i)), sum);
        }
        return sum;
    }

    /// The text has the same sums, and its first products can be done again from it.
    private static void text(String out, JsonNode json) {
        Pattern row = Pattern.compile("(?m)^ +[0-9]+ +[0-9]+ +([0-3]) +\\S+ +(\\S+) +\\S+ +(\\S+) +\\S+ +(\\S+)$");
        Matcher found = row.matcher(out);
        float sum = single(json.path("convolution").path("bias"));
        for (int i = 0; i < 4; i++) {
            assertTrue(found.find(), out);
            sum = Math.fma(Float.parseFloat(found.group(2)), Float.parseFloat(found.group(3)), sum);
            assertEquals(Float.toHexString(sum), found.group(4));
        }
        assertTrue(out.contains("… 2040 more"), out);
        double total = 0;
        for (int i = 1; i <= 6; i++) {
            String[] mask = row(out, "Step 4: masks", i);
            double min = Double.parseDouble(mask[3]);
            double masked = (Math.max(0, Double.parseDouble(mask[2])) / 2 - min / 2) / (Double.parseDouble(mask[4]) / 2 - min / 2);
            assertEquals(Double.toHexString(masked), mask[5]);
            total = Math.fma(Double.parseDouble(row(out, "Step 5: weights", i)[4]), masked, total);
            assertEquals(Double.toHexString(total), row(out, "Step 6: ", i)[2]);
        }
        assertTrue(out.contains(json.path("map").path("value").path("hex").asString()), out);
        assertFalse(out.contains("OTHER BITS"), out);
    }

    /// Cells of a numbered row in the table under a heading.
    private static String[] row(String out, String heading, int number) {
        return out.substring(out.indexOf(heading)).lines().map(line -> line.strip().split(" +"))
                        .filter(line -> line[0].equals(String.valueOf(number))).findFirst().orElseThrow();
    }

    private static float single(JsonNode number) {
        float value = Float.parseFloat(number.path("hex").asString());
        assertEquals(value, Float.parseFloat(number.path("decimal").asString()));
        return value;
    }

    private static double wide(JsonNode number) {
        double value = Double.parseDouble(number.path("hex").asString());
        assertEquals(value, Double.parseDouble(number.path("decimal").asString()));
        return value;
    }

    private static void same(float expected, JsonNode found) {
        assertEquals(Float.toHexString(expected), found.path("hex").asString());
    }

    private static void same(double expected, JsonNode found) {
        assertEquals(Double.toHexString(expected), found.path("hex").asString());
    }
}
