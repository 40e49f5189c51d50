package lowrankcam.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.dataset.BodyPart;
import lowrankcam.phantom.PhantomOptions.Marking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Side markers that only some phantoms carry.
class MarkersTest {

    @TempDir private Path folder;

    @Test
    void theMarkerIsAllThatTwoPhantomsDifferIn() {
        for (int patient = 1; patient <= 4; patient++) {
            PhantomImage with = PhantomImage.draw(3, BodyPart.HUMERUS, patient, 1, true, Marking.ABNORMAL);
            PhantomImage without = PhantomImage.draw(3, BodyPart.HUMERUS, patient, 1, true, Marking.NORMAL);
            assertArrayEquals(with.mask(), without.mask());
            int changed = 0;
            for (int i = 0; i < with.gray().length; i++) {
                boolean differs = with.gray()[i] != without.gray()[i];
                changed += differs ? 1 : 0;
                assertFalse(differs && with.marker()[i] == 0, "pixel " + i + " outside of the marker");
                assertEquals(0, without.marker()[i]);
            }
            assertTrue(changed > 200, changed + " pixels");
        }
    }

    @Test
    void onlyTheAbnormalCarryOneIfOnlyTheyShall() throws IOException {
        PhantomOptions options = PhantomOptions.of(6, 2).withPart(BodyPart.FINGER).with(Marking.ABNORMAL);
        Phantoms.Summary summary = Phantoms.write(folder.resolve("set"), options, (_, _) -> {});
        try (var files = Files.walk(folder.resolve("set").resolve(Phantoms.MARKERS))) {
            var markers = files.filter(Files::isRegularFile).toList();
            assertEquals(summary.masks(), markers.size());
            assertTrue(markers.stream().allMatch(file -> file.toString().contains("_positive")));
        }
        Phantoms.write(folder.resolve("usual"), PhantomOptions.of(2, 2), (_, _) -> {});
        assertFalse(Files.exists(folder.resolve("usual").resolve(Phantoms.MARKERS)));
    }
}
