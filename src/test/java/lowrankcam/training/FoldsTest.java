package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraImage;
import lowrankcam.dataset.Split;
import org.junit.jupiter.api.Test;

class FoldsTest {

    /// Two images for each patient, `+` an abnormal one, `-` a normal one; patients of hand and wrist in turn.
    private static Features features(String patients) {
        List<MuraImage> images = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2 * patients.length(); i++) {
            boolean abnormal = patients.charAt(i / 2) == '+';
            BodyPart part = i / 2 % 2 == 0 ? BodyPart.HAND : BodyPart.WRIST;
            String name = "patient" + i / 2;
            images.add(new MuraImage(Path.of("none"), "none", Split.TRAIN, part, name, "study1", abnormal));
            names.add("0/" + name);
        }
        return new Features(images, names, names, new float[images.size()][1]);
    }

    @Test
    void patientsStayTogetherAndLabelsAreSpread() {
        Features features = features("+--+-+--++-+-+--+-+--+-+");
        Folds folds = Folds.of(features).orElseThrow();
        assertEquals(5, folds.count());
        Set<Integer> all = new HashSet<>();
        for (int fold = 0; fold < 5; fold++) {
            List<Integer> held = folds.held(fold);
            all.addAll(held);
            assertEquals(features.size(), held.size() + folds.others(fold).size());
            assertTrue(held.stream().allMatch(i -> held.contains(i ^ 1)), "patients " + held);
            long abnormal = held.stream().filter(i -> features.abnormal()[i]).count();
            assertTrue(abnormal >= 4 && abnormal <= 6, "abnormal in fold " + fold + ": " + abnormal);
        }
        assertEquals(features.size(), all.size());
    }

    /// Whatever is held out, both labels are left.
    @Test
    void thereAreNoMoreFoldsThanPatientsOfTheRarerLabel() {
        assertEquals(3, Folds.of(features("-+----+--+")).orElseThrow().count());
        assertEquals(2, Folds.of(features("++-+-")).orElseThrow().count());
        assertTrue(Folds.of(features("++-++")).isEmpty());
        Features features = features("-+----+--+");
        Folds folds = Folds.of(features).orElseThrow();
        IntStream.range(0, 3).forEach(fold -> assertEquals(
                2, folds.others(fold).stream().map(i -> features.abnormal()[i]).distinct().count(), "fold " + fold));
    }
}
