package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Taking a run up again, and when that is refused.
class RunFolderTest {

    private static final List<RunImage> IMAGES =
            List.of(new RunImage("a,b.png", "normal", "11", ""), new RunImage("c.png", "abnormal", "22", "33"));

    @TempDir private Path folder;

    private static ObjectNode settings(String weights, int steps) {
        ObjectNode settings = Json.object();
        settings.put("experiment", "evaluate");
        settings.putObject("model").put("weightsSha256", weights);
        settings.putObject("metrics").put("steps", steps);
        ArrayNode methods = settings.putArray("methods");
        methods.addObject().put("name", "cam");
        methods.addObject().put("name", "lowrankcam");
        settings.put("shard", "1/1");
        return settings;
    }

    private static ResultRecord record(String image, String method) {
        return new ResultRecord(
                image, method, Map.of("ad", 0.1, "ch", Double.NaN), Map.of("flags", "x, \"y\""), Map.of("millis", 3.0));
    }

    private String refusal(ObjectNode settings, List<RunImage> images) {
        return assertThrows(FormatException.class, () -> RunFolder.open(folder, settings, images).close()).getMessage();
    }

    @Test
    void recordsAreThereAgain() throws IOException {
        try (RunFolder run = RunFolder.open(folder, settings("w", 50), IMAGES)) {
            assertEquals(4, run.data().missing());
            run.add(record("c.png", "cam"));
        }
        try (RunFolder run = RunFolder.open(folder, settings("w", 50), IMAGES)) {
            assertEquals(3, run.data().missing());
            assertEquals(List.of("lowrankcam"), run.data().missing("c.png"));
            ResultRecord found = run.data().record("c.png", "cam");
            assertTrue(found.agreesWith(record("c.png", "cam")));
            assertEquals(3.0, found.times().get("millis"));
            assertTrue(Double.isNaN(found.value("ch")));
            assertEquals(IMAGES, run.data().images());
        }
        assertEquals(3, RunData.read(folder).missing());
    }

    /// A method that never ran may take a hundred times as long as those that did, so no time is guessed for it.
    @Test
    void theTimeLeftIsToldOnceEveryMethodHasRun() throws IOException {
        List<Double> told = new ArrayList<>();
        try (RunFolder run = RunFolder.open(folder, settings("w", 50), IMAGES)) {
            int made = new ExperimentRun(run, (done, total, left) -> told.add(left)).run((index, methods, sink) -> {
                for (String method : methods) {
                    sink.accept(record(IMAGES.get(index).path(), method));
                }
            });
            assertEquals(4, made);
        }
        assertTrue(Double.isNaN(told.get(0)), told.toString());
        assertTrue(told.get(1) > 0 && told.get(2) > 0, told.toString());
        assertEquals(0, told.get(3));
    }

    /// A network folder that comes loose must not turn the rest of a run into failures for good.
    @Test
    void aDamagedImageIsARecordButOneThatIsGoneEndsTheProcess() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.png"), "x");
        Path run = folder.resolve("run");
        try (RunFolder open = RunFolder.open(run, settings("w", 50), IMAGES)) {
            ExperimentRun experiment = new ExperimentRun(open, (_, _, _) -> {});
            FormatException gone =
                    assertThrows(FormatException.class, () -> experiment.run((index, _, _) -> {
                        throw error(index == 0 ? damaged : folder.resolve("gone.png"));
                    }));
            assertTrue(gone.getMessage().contains("gone.png"), gone.getMessage());
            assertEquals(2, open.data().missing(), "the image that is gone is still to do");
            FormatException unreadable = error(damaged);
            unreadable.initCause(new IOException("Input/output error"));
            assertThrows(FormatException.class, () -> experiment.run((_, _, _) -> {
                throw unreadable;
            }));
            assertEquals(2, open.data().missing());
        }
    }

    private static FormatException error(Path file) {
        return new FormatException(file, FormatException.NO_OFFSET, "image", "pixels", "none");
    }

    @Test
    void changedModelImageOrSettingIsRefusedWithItsReason() throws IOException {
        RunFolder.open(folder, settings("w", 50), IMAGES).close();
        byte[] before = Files.readAllBytes(folder.resolve("settings.json"));

        String model = refusal(settings("v", 50), IMAGES);
        assertTrue(model.contains("setting 'model.weightsSha256'") && model.contains("expected w as before")
                && model.contains("found v"), model);
        String steps = refusal(settings("w", 100), IMAGES);
        assertTrue(steps.contains("'metrics.steps'") && steps.contains("50") && steps.contains("100"), steps);
        String image = refusal(settings("w", 50), List.of(IMAGES.get(0), new RunImage("c.png", "abnormal", "44", "33")));
        assertTrue(image.contains("SHA-256 of image c.png") && image.contains("22") && image.contains("44"), image);
        String label = refusal(settings("w", 50), List.of(IMAGES.get(0), new RunImage("c.png", "normal", "22", "33")));
        assertTrue(label.contains("label of image c.png"), label);
        String mask = refusal(settings("w", 50), List.of(IMAGES.get(0), new RunImage("c.png", "abnormal", "22", "")));
        assertTrue(mask.contains("mask of image c.png") && mask.contains("found none"), mask);
        assertTrue(refusal(settings("w", 50), IMAGES.subList(0, 1)).contains("image c.png"));
        List<RunImage> more = new ArrayList<>(IMAGES);
        more.add(new RunImage("d.png", "normal", "55", ""));
        assertTrue(refusal(settings("w", 50), more).contains("image d.png"));
        assertTrue(refusal(settings("w", 50), IMAGES.reversed()).contains("'dataset.sha256'"), "another order");

        assertEquals(new String(before), Files.readString(folder.resolve("settings.json")));
    }

    @Test
    void aFieldThatIsMissingIsADifference() {
        ObjectNode before = settings("w", 50);
        ObjectNode now = settings("w", 50);
        now.withObject("/metrics").remove("steps");
        SettingsDifference difference = SettingsDifference.between(before, now).orElseThrow();
        assertEquals(new SettingsDifference("metrics.steps", "50", "nothing"), difference);
        now = settings("w", 50);
        now.withArray("/methods").addObject().put("name", "eigencam");
        assertEquals("methods", SettingsDifference.between(before, now).orElseThrow().field());
        assertFalse(SettingsDifference.between(before, settings("w", 50)).isPresent());
    }

    @Test
    void whatAKilledProcessLeftHalfWrittenGoes() throws IOException {
        for (String place : List.of(".lowrank-cam-0123456789abcdef", "pictures/.lowrank-cam-0123456789abcdef")) {
            Files.createDirectories(folder.resolve(place));
            Files.writeString(folder.resolve(place).resolve("lock"), "");
            Files.writeString(folder.resolve(place).resolve("new"), "{");
        }
        Files.writeString(folder.resolve(".movie.mkv.part"), "stays");
        RunFolder.open(folder, settings("w", 50), IMAGES).close();
        try (Stream<Path> left = Files.walk(folder)) {
            assertEquals(
                    List.of("", ".movie.mkv.part", "dataset.csv", "journal.log", "pictures", "settings.json"),
                    left.map(file -> folder.relativize(file).toString()).sorted().toList());
        }
    }

    @Test
    void recordsWithoutSettingsAreNoRun() throws IOException {
        try (RunFolder run = RunFolder.open(folder, settings("w", 50), IMAGES)) {
            run.add(record("c.png", "cam"));
        }
        Files.delete(folder.resolve("settings.json"));
        assertTrue(refusal(settings("w", 50), IMAGES).contains("settings.json beside them"));
    }

    @Test
    void anUnusableImageIsOneRecordAndDoesNotStopTheRest() throws IOException {
        try (RunFolder run = RunFolder.open(folder, settings("w", 50), IMAGES)) {
            int made = new ExperimentRun(run, (_, _, _) -> {}).run((index, methods, sink) -> {
                if (index == 0) {
                    throw new FormatException(folder, 7, "PNG", "a picture", "a poem");
                }
                for (String method : methods) {
                    sink.accept(record(IMAGES.get(index).path(), method));
                }
            });
            assertEquals(4, made);
            assertEquals(0, run.data().missing());
            assertEquals("PNG: expected a picture, found a poem", run.data().record("a,b.png", "cam").failure());
        }
    }

    @Test
    void aShardTakesEveryNthImage() throws IOException {
        ObjectNode settings = settings("w", 50);
        settings.put("shard", "2/2");
        List<Integer> seen = new ArrayList<>();
        try (RunFolder run = RunFolder.open(folder, settings, IMAGES)) {
            new ExperimentRun(run, (_, _, _) -> {}).run((index, _, _) -> seen.add(index));
        }
        assertEquals(List.of(1), seen);
        assertThrows(IllegalArgumentException.class, () -> Shard.parse("0/2"));
        assertThrows(IllegalArgumentException.class, () -> Shard.parse("3/2"));
        assertThrows(IllegalArgumentException.class, () -> Shard.parse("1"));
    }

    /// Half a million records fit into memory because of this.
    @Test
    void recordsShareTheirTexts() throws IOException {
        try (RunFolder run = RunFolder.open(folder, settings("w", 50), IMAGES)) {
            for (RunImage image : IMAGES) {
                run.add(record(image.path(), "cam"));
            }
        }
        RunData data = RunData.read(folder);
        ResultRecord first = data.record("a,b.png", "cam");
        ResultRecord second = data.record("c.png", "cam");
        assertSame(first.facts().get("flags"), second.facts().get("flags"));
        assertSame(first.method(), second.method());
        assertSame(data.images().getFirst().path(), first.image());
        assertSame(first.values().keySet().iterator().next(), second.values().keySet().iterator().next());
    }

    @Test
    void aRecordsMapsAreThoseItWasMadeOf() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("b", 2.0);
        values.put("a", Double.POSITIVE_INFINITY);
        Map<String, String> facts = new LinkedHashMap<>(Map.of("flags", "x"));
        ResultRecord record = new ResultRecord("i", "c", values, facts, Map.of("millis", 3.0));
        values.put("b", 5.0);
        assertEquals(List.of("b", "a"), List.copyOf(record.values().keySet()));
        assertEquals(Map.of("b", 2.0, "a", Double.NaN), record.values());
        assertEquals(Map.of("flags", "x"), record.facts());
        assertEquals(Map.of("millis", 3.0), record.times());
        assertEquals(3.0, record.times().getOrDefault("millis", 0.0));
        assertEquals(7.0, record.times().getOrDefault("b", 7.0));
        assertTrue(Double.isNaN(record.value("millis")));
        assertThrows(UnsupportedOperationException.class, () -> record.values().put("c", 1.0));
        assertTrue(record.agreesWith(ResultRecord.of(folder, record.toJson())));
    }
}
