package lowrankcam.experiment;

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

    private static ResultRecord record(String image, String column) {
        return new ResultRecord(image, column, Map.of("drop", 0.25), Map.of("flags", ""), Map.of("methodMillis", 3.0));
    }

    private Path shard(String shard, ResultRecord... records) throws IOException {
        ObjectNode settings = Json.object();
        settings.put("experiment", "evaluate");
        ArrayNode columns = settings.putArray("columns");
        columns.addObject().put("name", "cam");
        columns.addObject().put("name", "lowrankcam");
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
        List<String> columns = new ArrayList<>();
        for (ResultRecord record : RunData.read(target).ordered()) {
            assertTrue(record.agreesWith(record(record.image(), record.column())), record.toString());
            columns.add(record.image() + ' ' + record.column());
        }
        assertEquals(List.of("a.png cam", "a.png lowrankcam", "b.png cam", "b.png lowrankcam"), columns);
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
}
