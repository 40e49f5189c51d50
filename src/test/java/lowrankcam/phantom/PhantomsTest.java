package lowrankcam.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.MuraImage;
import lowrankcam.dataset.Split;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhantomsTest {

    private static final long PINNED = 680646696L;

    @TempDir
    Path dir;

    @Test
    void theSameOptionsGiveTheSameFiles() throws IOException {
        PhantomOptions options = PhantomOptions.of(7, 11);
        Phantoms.write(dir.resolve("a"), options, (done, total) -> {});
        Phantoms.write(dir.resolve("b"), options, (done, total) -> {});
        Phantoms.write(dir.resolve("c"), PhantomOptions.of(7, 12), (done, total) -> {});
        Map<String, Long> first = checksums(dir.resolve("a"));
        assertEquals(first, checksums(dir.resolve("b")));
        Set<Long> others = new HashSet<>(checksums(dir.resolve("c")).values());
        first.forEach((name, sum) -> assertFalse(
                name.endsWith(".png") && !name.startsWith("masks") && others.contains(sum), name));
    }

    /// A default locale with digits of its own changes no path.
    @Test
    void pathsAreTheSameInEveryLanguage() throws IOException {
        PhantomOptions options = PhantomOptions.of(2, 11);
        Phantoms.write(dir.resolve("a"), options, (done, total) -> {});
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals("\u0661", "%d".formatted(1), "the locale has digits of its own");
            Phantoms.write(dir.resolve("b"), options, (done, total) -> {});
            assertEquals(checksums(dir.resolve("a")), checksums(dir.resolve("b")));
            assertFalse(MuraDataset.open(dir.resolve("b")).images().isEmpty());
        } finally {
            Locale.setDefault(before);
        }
    }

    /// Guards the promise across releases and machines: these pixels must never change unnoticed.
    @Test
    void pixelsArePinned() {
        CRC32 sum = new CRC32();
        for (BodyPart part : BodyPart.values()) {
            PhantomImage image = PhantomImage.draw(1, part, 1, 1, true);
            sum.update(image.gray());
            sum.update(image.mask());
        }
        assertEquals(PINNED, sum.getValue());
    }

    @Test
    void layoutAndListsAreThoseOfMura() throws IOException {
        List<Integer> heard = new ArrayList<>();
        PhantomOptions options = new PhantomOptions(4, 3, List.of(BodyPart.FINGER), 0.5, 0.5, 2, 2);
        Phantoms.Summary summary =
                Phantoms.write(dir, options, (done, total) -> heard.add(done * 10 + total));
        assertEquals(new Phantoms.Summary(4, 8, 4), summary);
        assertEquals(List.of(14, 24, 34, 44), heard);
        Path tree = dir.resolve("MURA-v1.1");
        Set<String> listed = new HashSet<>();
        for (String split : List.of("train", "valid")) {
            List<String> studies = Files.readAllLines(tree.resolve(split + "_labeled_studies.csv"));
            List<String> images = Files.readAllLines(tree.resolve(split + "_image_paths.csv"));
            assertEquals(2, studies.size());
            assertEquals(1, studies.stream().filter(s -> s.matches("MURA-v1\\.1/" + split
                    + "/XR_FINGER/patient0000[1-4]/study1_positive/,1")).count());
            assertEquals(1, studies.stream().filter(s -> s.matches("MURA-v1\\.1/" + split
                    + "/XR_FINGER/patient0000[1-4]/study1_negative/,0")).count());
            List<String> expected = studies.stream().map(s -> s.substring(0, s.lastIndexOf('/')))
                    .flatMap(s -> Stream.of(s + "/image1.png", s + "/image2.png")).toList();
            assertEquals(expected, images);
            listed.addAll(images);
            String text = Files.readString(tree.resolve(split + "_labeled_studies.csv"));
            assertTrue(text.endsWith("\n") && !text.contains("\r"));
        }
        Set<String> files = checksums(dir).keySet();
        assertEquals(listed, files.stream().filter(f -> f.startsWith("MURA") && f.endsWith(".png"))
                .collect(Collectors.toSet()));
        assertEquals(
                listed.stream().filter(f -> f.contains("_positive/"))
                        .map(f -> f.replace("MURA-v1.1", "masks")).collect(Collectors.toSet()),
                files.stream().filter(f -> f.startsWith("masks")).collect(Collectors.toSet()));
        try (Stream<Path> top = Files.list(dir)) {
            assertEquals(2, top.count());
        }
    }

    @Test
    void theReaderFindsWhatWasWrittenAndNoPatientIsInBothSplits() throws IOException {
        PhantomOptions options = new PhantomOptions(20, 5, List.of(BodyPart.values()), 0.5, 0.2, 1, 2);
        Phantoms.Summary summary = Phantoms.write(dir, options, (done, total) -> {});
        MuraDataset data = MuraDataset.open(dir);
        assertEquals(summary.images(), data.images().size());
        assertEquals(List.of(), data.missing());
        assertEquals(summary.masks(), data.images().stream().filter(MuraImage::abnormal).count());
        Set<String> train = patients(data, Split.TRAIN);
        Set<String> valid = patients(data, Split.VALID);
        assertEquals(16, train.size());
        assertEquals(4, valid.size());
        train.retainAll(valid);
        assertEquals(Set.of(), train);
        for (Split split : Split.values()) {
            Map<Boolean, Long> studies = data.select(split, Optional.empty()).stream().collect(
                    Collectors.groupingBy(MuraImage::abnormal,
                            Collectors.collectingAndThen(
                                    Collectors.mapping(MuraImage::studyKey, Collectors.toSet()),
                                    set -> (long) set.size())));
            assertEquals(studies.get(true), studies.get(false));
        }
    }

    @ParameterizedTest
    @EnumSource(BodyPart.class)
    void everyFindingIsMarkedAndVisible(BodyPart part) {
        double sum = 0;
        int count = 8;
        for (int patient = 1; patient <= count; patient++) {
            PhantomImage ill = PhantomImage.draw(4, part, patient, 1, true);
            PhantomImage well = PhantomImage.draw(4, part, patient, 1, false);
            assertEquals(512, Math.max(ill.width(), ill.height()));
            assertTrue(Math.min(ill.width(), ill.height()) >= 256);
            double share = share(ill.mask());
            assertTrue(share > 0.006 && share < 0.12, part + " " + patient + ": " + share);
            assertEquals(0, share(well.mask()));
            assertTrue(change(ill, well) > 8, part + " " + patient + ": " + change(ill, well));
            sum += share;
        }
        assertTrue(sum / count > 0.015 && sum / count < 0.06, part + ": " + sum / count);
    }

    @ParameterizedTest
    @EnumSource(BodyPart.class)
    void everyViewOfAnAbnormalStudyShowsItsFinding(BodyPart part) {
        for (int patient = 1; patient <= 3; patient++) {
            for (int view = 1; view <= 3; view++) {
                assertTrue(share(PhantomImage.draw(8, part, patient, view, true).mask()) > 0.005);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = PhantomFinding.Kind.class, names = {"PLATE", "LESION"})
    void metalAndBoneLossLieUnderTheMask(PhantomFinding.Kind kind) {
        for (int seed = 1; seed <= 6; seed++) {
            PhantomRandom random = new PhantomRandom(seed);
            PhantomAnatomy anatomy = new PhantomAnatomy(BodyPart.HUMERUS, random, random);
            PhantomView pose = PhantomView.draw(anatomy, 0, 0, 1, random);
            PhantomRenderer renderer = new PhantomRenderer(pose);
            List<PhantomFinding.Metal> metals = new ArrayList<>();
            byte[] mask = renderer.mask(List.of(new PhantomFinding(kind, 0, 13, seed)
                    .draw(anatomy.bones, metals, random, 1 / pose.scale(), false)));
            float[] metal = renderer.metal(metals);
            PhantomBone bone = anatomy.bones.getFirst();
            int altered = 0;
            for (int i = 0; i < mask.length; i++) {
                if (metal[i] > 0 || bone.hole() != null && loss(bone, pose, i) > 0.02) {
                    altered++;
                    assertTrue(mask[i] != 0, kind + " of seed " + seed + " at pixel " + i);
                }
            }
            assertTrue(altered > 500, kind + " of seed " + seed + " alters " + altered);
        }
    }

    private static double loss(PhantomBone bone, PhantomView pose, int pixel) {
        double x = pose.anatomyX(pixel % pose.width(), pixel / pose.width());
        double y = pose.anatomyY(pixel % pose.width(), pixel / pose.width());
        double u = bone.along(x, y);
        double v = bone.across(x, y) - bone.axis(u);
        return Math.abs(v) < bone.outer(u) ? 1 - bone.hole().left(u, v) : 0;
    }

    @Test
    void viewsOfAStudyDiffer() {
        PhantomImage first = PhantomImage.draw(4, BodyPart.HAND, 1, 1, true);
        PhantomImage second = PhantomImage.draw(4, BodyPart.HAND, 1, 2, true);
        assertFalse(Arrays.equals(first.gray(), second.gray()));
        assertArrayEquals(first.gray(), PhantomImage.draw(4, BodyPart.HAND, 1, 1, true).gray());
    }

    @Test
    void anExistingDataSetIsLeftAlone() throws IOException {
        Path other = Files.createDirectories(dir.resolve("MURA-v1.1")).resolve("precious.txt");
        Files.writeString(other, "x");
        assertThrows(FormatException.class,
                () -> Phantoms.write(dir, PhantomOptions.of(1, 1), (done, total) -> {}));
        assertEquals("x", Files.readString(other));
        Files.delete(other);
        Phantoms.write(dir, PhantomOptions.of(1, 1), (done, total) -> {});
        assertTrue(Files.exists(dir.resolve("MURA-v1.1/train_image_paths.csv")));
    }

    @Test
    void aNewFolderAppearsWhole() throws IOException {
        Path set = dir.resolve("new");
        Phantoms.write(set, PhantomOptions.of(2, 1), (done, total) -> assertFalse(Files.exists(set)));
        assertTrue(Files.exists(set.resolve("MURA-v1.1/train_image_paths.csv")));
        assertTrue(Files.isDirectory(set.resolve("masks")));
        try (Stream<Path> list = Files.list(dir)) {
            assertEquals(List.of(set), list.toList());
        }
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Phantoms.Progress stop = (done, total) -> {
            throw new IllegalStateException("stop");
        };
        assertThrows(IllegalStateException.class, () -> Phantoms.write(dir, PhantomOptions.of(4, 1), stop));
        assertThrows(
                IllegalStateException.class, () -> Phantoms.write(dir.resolve("new"), PhantomOptions.of(4, 1), stop));
        try (Stream<Path> list = Files.list(dir)) {
            assertEquals(0, list.count());
        }
    }

    @Test
    void senselessOptionsAreRefused() {
        List<BodyPart> parts = List.of(BodyPart.HAND);
        assertThrows(IllegalArgumentException.class, () -> PhantomOptions.of(0, 1));
        assertThrows(IllegalArgumentException.class,
                () -> new PhantomOptions(1, 1, List.of(), 0.5, 0.2, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> new PhantomOptions(1, 1, parts, 1.5, 0.2, 1, 3));
        assertThrows(IllegalArgumentException.class,
                () -> new PhantomOptions(1, 1, parts, 0.5, Double.NaN, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> new PhantomOptions(1, 1, parts, 0.5, 0.2, 3, 2));
    }

    private static Set<String> patients(MuraDataset data, Split split) {
        return data.select(split, Optional.empty()).stream().map(MuraImage::patient)
                .collect(Collectors.toSet());
    }

    private static double share(byte[] mask) {
        int on = 0;
        for (byte m : mask) {
            assertTrue(m == 0 || m == (byte) 255);
            on += m == 0 ? 0 : 1;
        }
        return on / (double) mask.length;
    }

    /// Mean absolute difference of grey values under the mask.
    private static double change(PhantomImage ill, PhantomImage well) {
        long sum = 0;
        int on = 0;
        for (int i = 0; i < ill.mask().length; i++) {
            if (ill.mask()[i] != 0) {
                sum += Math.abs((ill.gray()[i] & 0xFF) - (well.gray()[i] & 0xFF));
                on++;
            }
        }
        return sum / (double) on;
    }

    private static Map<String, Long> checksums(Path root) throws IOException {
        Map<String, Long> sums = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                sums.put(root.relativize(file).toString().replace('\\', '/'), sum.getValue());
            }
        }
        return sums;
    }
}
