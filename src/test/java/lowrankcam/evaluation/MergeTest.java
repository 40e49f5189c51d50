package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a merged run appears, what it consists of, and which shards contradict each other.
class MergeTest {

    private static final List<RunImage> IMAGES =
            List.of(new RunImage("a.png", "normal", "11", ""), new RunImage("b.png", "abnormal", "22", ""));
    private static final Merge.Finish MARK = (folder, data) -> Files.writeString(folder.resolve("mark"), "" + data.missing());

    @TempDir private Path folder;
    private Path one;
    private Path two;

    @BeforeEach
    void shards() throws IOException {
        one = shard("1/2", record("a.png", "cam"), record("a.png", "lowrankcam"));
        two = shard("2/2", record("b.png", "cam"), record("b.png", "lowrankcam"));
    }

    private static ResultRecord record(String image, String method) {
        return new ResultRecord(image, method, Map.of("drop", 0.25), Map.of("flags", ""), Map.of("methodMillis", 3.0));
    }

    private Path shard(String shard, ResultRecord... records) throws IOException {
        ObjectNode settings = Json.object();
        settings.put("experiment", "evaluate");
        ArrayNode methods = settings.putArray("methods");
        methods.addObject().put("name", "cam");
        methods.addObject().put("name", "lowrankcam");
        settings.put("shard", shard);
        Path path = folder.resolve("shard" + shard.charAt(0) + "-" + records.length + "-" + folder.toFile().list().length);
        try (RunFolder run = RunFolder.open(path, settings, IMAGES)) {
            for (ResultRecord record : records) {
                run.add(record);
            }
        }
        return path;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertMerged(Path target) throws IOException {
        assertEquals(List.of("dataset.csv", "journal.log", "mark", "settings.json"), names(target));
        assertEquals("0", Files.readString(target.resolve("mark")));
        List<String> methods = new ArrayList<>();
        for (ResultRecord record : RunData.read(target).ordered()) {
            assertTrue(record.agreesWith(record(record.image(), record.method())), record.toString());
            methods.add(record.image() + ' ' + record.method());
        }
        assertEquals(List.of("a.png cam", "a.png lowrankcam", "b.png cam", "b.png lowrankcam"), methods);
    }

    @Test
    void aNewFolderAppearsInOneStep() throws IOException {
        Path target = folder.resolve("new/er/table");
        Merge.merge(List.of(two, one), target, (draft, data) -> {
            assertFalse(Files.exists(target), "not before everything is there");
            MARK.write(draft, data);
        });
        assertMerged(target);
        assertEquals(List.of("table"), names(target.getParent()));
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        Path target = Files.createDirectory(folder.resolve("table"));
        Merge.merge(List.of(one, two), target, MARK);
        assertMerged(target);
        assertThrows(IOException.class, () -> Merge.merge(List.of(one, two), target, MARK));
    }

    /// What is left of a merge that died before its end: no run, and nothing in the way of the next one.
    @Test
    void aMergeThatDiesLeavesNoRun() throws IOException {
        Files.createDirectories(one.resolve("pictures"));
        Files.writeString(one.resolve("pictures/00001-cam.png"), "map");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path target : List.of(folder.resolve("table"), empty)) {
            assertThrows(IOException.class, () -> Merge.merge(List.of(one, two), target, (_, _) -> {
                throw new IOException("killed");
            }));
            assertFalse(Files.exists(target.resolve("settings.json")));
            Merge.merge(List.of(one, two), target, MARK);
            assertEquals("map", Files.readString(target.resolve("pictures/00001-cam.png")));
            assertEquals(0, RunData.read(target).missing());
            assertTrue(names(target).stream().noneMatch(name -> name.startsWith(".")), names(target).toString());
        }
        assertTrue(names(folder).stream().noneMatch(name -> name.startsWith(".")), names(folder).toString());
    }

    @Test
    void eachMachineIsNamedOnce() throws IOException {
        Files.writeString(one.resolve("machines.json"), "{\"machines\": [{\"cpu\": \"x\"}, {\"cpu\": \"y\"}]}");
        Files.writeString(two.resolve("machines.json"), "{\"machines\": [{\"cpu\": \"y\"}, {\"cpu\": \"z\"}]}");
        Merge.merge(List.of(one, two), folder.resolve("table"), MARK);
        List<String> found = new ArrayList<>();
        Json.read(folder.resolve("table/machines.json")).path("machines")
                .forEach(machine -> found.add(machine.path("cpu").asString()));
        assertEquals(List.of("x", "y", "z"), found);
    }

    @Test
    void anImageThatOneShardCouldNotUseContradictsRecordsOfAnother() throws IOException {
        Path failed = shard("2/2", ResultRecord.failed("b.png", "", "PNG: expected a picture, found a poem"));
        for (List<Path> shards : List.of(List.of(one, two, failed), List.of(one, failed, two))) {
            FormatException e =
                    assertThrows(FormatException.class, () -> Merge.merge(shards, folder.resolve("table"), MARK));
            assertTrue(e.getMessage().contains("record of b.png"), e.getMessage());
            assertTrue(e.getMessage().contains("the same as in " + shards.get(1)), e.getMessage());
        }
        assertFalse(Files.exists(folder.resolve("table")));
        Merge.merge(List.of(one, failed, failed), folder.resolve("table"), MARK);
        assertTrue(RunData.read(folder.resolve("table")).record("b.png", "cam").failure().contains("a poem"));
    }

    private void assertRefused(Path shard, String words) throws IOException {
        Path target = folder.resolve("refused");
        FormatException e = assertThrows(FormatException.class, () -> Merge.merge(List.of(one, shard), target, MARK));
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertFalse(Files.exists(target));
    }

    /// A shard from elsewhere must not bring files of this machine into the result.
    @Test
    void linksInAShardAreRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.json"), "{\"machines\": [{\"key\": 1}]}");
        Path picture = Files.createDirectories(two.resolve("pictures")).resolve("00001-cam.png");
        Files.createSymbolicLink(picture, secret);
        assertRefused(two, "pictures/00001-cam.png: part of a shard: expected a regular file, found a link");
        Files.delete(picture);
        Files.createSymbolicLink(two.resolve("machines.json"), secret);
        assertRefused(two, "machines.json: part of a shard: expected a regular file, found a link");
        Files.delete(two.resolve("machines.json"));
        Files.delete(two.resolve("pictures"));
        Files.createSymbolicLink(two.resolve("pictures"), Files.createDirectory(folder.resolve("elsewhere")));
        assertRefused(two, "pictures: part of a shard: expected a folder, found a link");
    }

    @Test
    void onlyPicturesAreTakenFromPictures() throws IOException {
        Files.createDirectories(two.resolve("pictures"));
        Files.writeString(two.resolve("pictures/00002-cam.png"), "map");
        Files.writeString(two.resolve("pictures/page.html"), "<script>");
        Merge.merge(List.of(one, two), folder.resolve("table"), MARK);
        assertEquals(List.of("00002-cam.png"), names(folder.resolve("table/pictures")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "methods; 5", "methods; []", "methods[0]; {}", "methods[0].name; 3", "methods[1].name; \"cam\"", "experiment; \"other\"",
        "experiment; null", "shard; \"9/2\"", "shard; {}", "dataset; 7", "metricGroups; [\"none\"]", "metrics; [1]",
        "metrics.x; {}", "reference; {}", "pictures; 99999999999", "bootstrap; 3", "bootstrap.resamples; 2000000000",
        "bootstrap.resamples; \"x\"", "bootstrap.seed; 1e999", "bootstrap.level; 2", "model; []", "model.labels; {}", "schema; 2"})
    void settingsOfAShardAreChecked(String field, String value) throws IOException {
        Path file = two.resolve("settings.json");
        ObjectNode settings = (ObjectNode) Json.read(file);
        ObjectNode at = settings;
        String name = field;
        if (field.startsWith("methods[")) {
            ArrayNode methods = (ArrayNode) settings.path("methods");
            int index = field.charAt(8) - '0';
            if (field.endsWith("]")) {
                methods.set(index, value(value));
                name = "";
            } else {
                at = (ObjectNode) methods.get(index);
                name = "name";
            }
        } else if (field.contains(".")) {
            name = field.substring(field.indexOf('.') + 1);
            at = settings.withObject("/" + field.substring(0, field.indexOf('.')));
        }
        if (!name.isEmpty()) {
            at.set(name, value(value));
        }
        Files.writeString(file, Json.text(settings));
        String shown = "setting '" + (field.startsWith("methods[") ? "methods." + field.charAt(8) + ".name" : field.replace(".x", ""));
        assertRefused(two, shown + "'");
    }

    private static JsonNode value(String text) throws IOException {
        return Json.parse(Path.of("value"), 0, ("{\"v\": " + text + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8)).path("v");
    }

    @Test
    void aListOfImagesThatIsNotTheSettingsOwnIsRefused() throws IOException {
        Path list = two.resolve("dataset.csv");
        String text = Files.readString(list);
        Files.writeString(list, text.replace("22", "23"));
        assertRefused(two, "dataset.csv: SHA-256: expected");
        Files.writeString(list, text + "a.png,normal,33,\n");
        assertRefused(two, "name of an image: expected every name once, found 'a.png' again");
    }

    @Test
    void aNumberBeyondADoubleInARecordIsRefused() throws IOException {
        for (String number : List.of("1e999", "1" + "0".repeat(400), "\"1\"", "{}")) {
            byte[] json = ("{\"image\":\"b.png\",\"method\":\"cam\",\"values\":{\"drop\":" + number + "},\"facts\":{},\"times\":{}}")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(json);
            Path shard = shard("2/2");
            Files.writeString(
                    shard.resolve("journal.log"),
                    String.format(java.util.Locale.ROOT, "%08x %s%n", crc.getValue(), new String(json, java.nio.charset.StandardCharsets.UTF_8)));
            assertRefused(shard, "record of b.png, cam: values 'drop': expected a number in the range of a double, or null, found");
        }
    }
}
