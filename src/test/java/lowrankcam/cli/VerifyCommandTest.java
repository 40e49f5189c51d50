package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import lowrankcam.certificate.Certificate;
import lowrankcam.certificate.Hashed;
import lowrankcam.certificate.Verification;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One thing is changed, and `verify` names it.
class VerifyCommandTest {

    private static final Path IMAGE = Goldens.file("inputs/hand_299.png");

    @TempDir private static Path folder;
    private static Path certificate;

    @BeforeAll
    static void certify() {
        certificate = folder.resolve("hand.json");
        Ran ran = run("explain", IMAGE.toString(), "-q", "-o", folder.resolve("out").toString(), "--certificate", certificate.toString());
        assertEquals(0, ran.code(), ran.err());
    }

    private static void assertParts(String verdict, String stage, String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", certificate.toString(), "-q"));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--image")) {
            arguments.addAll(List.of("--image", IMAGE.toString()));
        }
        Ran ran = run(arguments.toArray(String[]::new));
        assertEquals(1, ran.code(), ran.err());
        assertTrue(ran.out().contains(": " + verdict) && ran.out().contains("first at " + stage + ":"), ran.out());
    }

    @Test
    void sameBitsInAnotherLocaleWithOneThread() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Ran ran = run("verify", folder.toString(), "--image", IMAGE.getParent().toString(), "-j", "1");
            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.out().contains("same bits"), ran.out());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesTheSamplesIfOnePixelIsAnother() throws IOException {
        BufferedImage picture = ImageIO.read(IMAGE.toFile());
        picture.setRGB(100, 100, picture.getRGB(100, 100) ^ 0x010101);
        Path changed = folder.resolve("changed.png");
        ImageIO.write(picture, "png", changed.toFile());
        assertParts("another input", "samples", "--image", changed.toString());
    }

    @Test
    void namesTheHeadIfOneOfItsWeightsIsAnother() throws IOException {
        byte[] bytes = Files.readAllBytes(Goldens.file("inputs").resolve("../../weights/default/head.safetensors"));
        int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        JsonNode names = Json.parse(certificate, 8, Arrays.copyOfRange(bytes, 8, 8 + header));
        bytes[8 + header + names.get("fc.weight").get("data_offsets").get(0).intValue() + 2] ^= 0x40;
        Path changed = Files.write(folder.resolve("head.safetensors"), bytes);
        assertParts("another model: weights of head.1", "logits", "--head", changed.toString());
    }

    @Test
    void namesTheBlockOfAnotherPoolingRule() {
        assertParts("another model: dialect keras, here torchvision", "Mixed_5b", "--dialect", "torchvision");
    }

    @Test
    void namesTheInputOfAnotherOption() {
        assertParts("another option: range", "input", "--input-range", "imagenet");
    }

    @Test
    void namesTheConvolutionIfOneOfItsWeightsIsAnother() throws IOException {
        Path weights = Goldens.file("inputs").resolve("../../weights/default/body").normalize();
        Path body = Files.createDirectory(folder.resolve("body"));
        try (Stream<Path> files = Files.list(weights)) {
            for (Path file : files.toList()) {
                Files.copy(file, body.resolve(file.getFileName().toString()));
            }
        }
        // Of the last convolution in the file, between two channels that are alive here.
        Path shard = body.resolve("group1-shard6of6.bin");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length - 100_000] ^= 0x40;
        Files.write(shard, bytes);
        assertParts(
                "another model: weights of Mixed_7c.branch_pool;", "Mixed_7c", "-w", body.toString(), "--head",
                weights.resolveSibling("head.safetensors").toString());
    }

    private static Path copyOfResults(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(folder.resolve("out").resolve("hand_299"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        return copy;
    }

    private static void assertFile(String file, String how, Path results) throws IOException {
        Ran ran = run("verify", certificate.toString(), "--results", results.toString(), "--json", "-q");
        assertEquals(1, ran.code(), ran.err());
        JsonNode answer = Json.parse(Path.of("out"), 0, ran.out().getBytes(StandardCharsets.UTF_8)).get("certificates").get(0);
        assertEquals("another-file", answer.get("verdict").stringValue());
        assertEquals(file + ": " + how, answer.get("stage").stringValue() + ": " + answer.get("how").stringValue());
    }

    @Test
    void namesThePictureOfWhichOneByteIsAnother() throws IOException {
        Path results = copyOfResults("one-byte");
        Ran ran = run("verify", certificate.toString(), "--results", results.toString(), "-q");
        assertEquals(certificate + ": same bits: all 4 files are the certificate's", ran.out().strip());
        assertEquals(0, ran.code(), ran.err());

        Path overlay = results.resolve("lowrankcam-class-1-overlay.png");
        byte[] bytes = Files.readAllBytes(overlay);
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 1;
        Files.write(overlay, changed);
        assertFile("lowrankcam-class-1-overlay.png", "no longer a picture that can be read", results);

        // The same picture by another writer.
        Files.write(overlay, bytes);
        BufferedImage picture = ImageIO.read(overlay.toFile());
        ImageIO.write(picture, "png", overlay.toFile());
        assertFile("lowrankcam-class-1-overlay.png", "the same pixels, other bytes of the file", results);
        picture.setRGB(3, 3, picture.getRGB(3, 3) ^ 1);
        ImageIO.write(picture, "png", overlay.toFile());
        assertFile("lowrankcam-class-1-overlay.png", "other pixels", results);

        Path map = results.resolve("lowrankcam-class-1.npy");
        byte[] values = Files.readAllBytes(map);
        values[values.length - 1] ^= 1;
        Files.write(map, values);
        assertFile("lowrankcam-class-1.npy", "other contents", results);
        Files.delete(map);
        assertFile("lowrankcam-class-1.npy", "is not there", results);
        assertEquals(3, run("verify", certificate.toString(), "--results", map.toString(), "-q").code());
    }

    @Test
    void aChangedPictureIsNamedThoughOneBeforeItIsOnlyCompressedOtherwise() throws IOException {
        Path results = copyOfResults("two-pictures");
        Path heatmap = results.resolve("lowrankcam-class-1-heatmap.png");
        ImageIO.write(ImageIO.read(heatmap.toFile()), "png", heatmap.toFile());
        Path overlay = results.resolve("lowrankcam-class-1-overlay.png");
        BufferedImage picture = ImageIO.read(overlay.toFile());
        picture.setRGB(3, 3, picture.getRGB(3, 3) ^ 1);
        ImageIO.write(picture, "png", overlay.toFile());
        assertFile("lowrankcam-class-1-overlay.png", "other pixels", results);
        Ran ran = run("verify", certificate.toString(), "--results", results.toString(), "-q");
        assertEquals(
                certificate + ": another file: 2 of 4: lowrankcam-class-1-heatmap.png: the same pixels, other bytes of the file; "
                        + "lowrankcam-class-1-overlay.png: other pixels",
                ran.out().strip());
    }

    @Test
    void refusesAFolderWithoutTheFilesAndOptionsThatWouldBeIgnored() {
        Ran other = run("verify", certificate.toString(), "--results", folder.resolve("out").toString(), "-q");
        assertEquals(3, other.code(), other.out());
        assertTrue(other.err().contains("expected the 4 files of the certificate, such as lowrankcam-class-1.npy, found none"), other.err());
        Ran ignored = run("verify", certificate.toString(), "--results", folder.resolve("out").toString(), "-w", "nowhere", "-q");
        assertEquals(2, ignored.code(), ignored.out());
        assertEquals("lowrank-cam: --results: makes nothing and needs no --weights", ignored.err().strip());
    }

    @Test
    void refusesNamesOfFilesThatLeadOutOfTheFolder() throws IOException {
        Certificate told = Certificate.read(certificate);
        for (String name : List.of("../hand.json", "a\\b", "a\0b", "")) {
            Path file = Files.writeString(
                    folder.resolve("outside.txt"), with(told, told.model(), List.of(new Hashed(name, "0".repeat(64), ""))).text());
            Ran ran = run("verify", file.toString(), "--results", folder.toString(), "-q");
            assertEquals(3, ran.code(), ran.err());
            assertTrue(ran.err().contains("'files': expected names without folders"), ran.err());
        }
    }

    /// The first is of these weights as torchvision's, the second of other weights: those are not taken as torchvision's on that account.
    @Test
    void theDialectOfOneCertificateDoesNotDecideForTheNext() throws IOException {
        Certificate told = Certificate.read(certificate);
        Certificate.Model model = told.model();
        Path pair = Files.createDirectory(folder.resolve("pair"));
        Certificate.Model first = new Certificate.Model(
                model.sha256(), model.headSha256(), "torchvision", model.activation(), model.labels(), model.weights());
        Certificate.Model second = new Certificate.Model(
                "0".repeat(64), model.headSha256(), model.dialect(), model.activation(), model.labels(), model.weights());
        Files.writeString(pair.resolve("a.json"), with(told, first, told.files()).text());
        Files.writeString(pair.resolve("b.json"), with(told, second, told.files()).text());
        Ran ran = run("verify", pair.toString(), "--image", IMAGE.toString(), "-q");
        assertEquals(1, ran.code(), ran.err());
        List<String> answers = ran.out().lines().toList();
        assertTrue(answers.getFirst().contains("a.json: a defect: first at Mixed_5b"), ran.out());
        assertTrue(answers.getLast().contains("b.json: same bits"), ran.out());
    }

    private static Certificate with(Certificate told, Certificate.Model model, List<Hashed> files) {
        return new Certificate(told.program(), told.java(), told.imageSha256(), told.options(), model, told.stages(), files);
    }

    /// Files that come out otherwise: compressed in another way they are no defect, with other pixels they are.
    @Test
    void anotherCompressionIsNoDefect() throws IOException {
        Certificate told = Certificate.read(certificate);
        Verification compressed = Verification.of(told, withLast(told, told.files().getLast().pixels()));
        assertEquals(Verification.Verdict.SAME_PIXELS, compressed.verdict());
        assertTrue(compressed.isSame() && compressed.text().startsWith("same pixels: "), compressed.text());
        Verification pixels = Verification.of(told, withLast(told, "0".repeat(64)));
        assertEquals(Verification.Verdict.A_DEFECT, pixels.verdict());
        assertEquals(told.files().getLast().name(), pixels.stage());
    }

    private static Certificate withLast(Certificate told, String pixels) {
        List<Hashed> files = new ArrayList<>(told.files());
        files.add(new Hashed(files.removeLast().name(), "0".repeat(64), pixels));
        return with(told, told.model(), files);
    }

    @Test
    void aFolderOfCertificatesIsAnsweredOneByOne() throws IOException {
        Path several = Files.createDirectory(folder.resolve("several"));
        Files.copy(certificate, several.resolve("a.json"));
        Files.copy(certificate, several.resolve("b.json"));
        Ran ran = run("verify", several.toString(), "--image", IMAGE.toString(), "--json", "-q");
        assertEquals(0, ran.code(), ran.err());
        JsonNode answers = Json.parse(Path.of("out"), 0, ran.out().getBytes(StandardCharsets.UTF_8)).get("certificates");
        assertEquals(2, answers.size());
        for (JsonNode answer : answers) {
            assertEquals("same-bits", answer.get("verdict").stringValue());
            assertEquals(30, answer.get("stages").intValue());
            assertEquals(0, answer.get("causes").size());
        }
        assertTrue(answers.get(1).get("certificate").stringValue().endsWith("b.json"));
    }

    @Test
    void refusesACertificateThatWasEdited() throws IOException {
        Path edited = folder.resolve("edited.txt");
        Files.writeString(edited, Files.readString(certificate).replace("\"direct\"", "\"fast\""));
        Ran ran = run("verify", edited.toString(), "--image", IMAGE.toString(), "-q");
        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("'sha256': expected"), ran.err());
    }

    @Test
    void refusesAVectorWidthThatDoesNotExistInOneLine() {
        String before = System.getProperty("lowrankcam.lanes", "");
        System.setProperty("lowrankcam.lanes", "129");
        try {
            Ran ran = run("verify", certificate.toString(), "-q");
            assertEquals(2, ran.code());
            assertEquals("lowrank-cam: -Dlowrankcam.lanes: expected 128, 256 or 512, found '129'", ran.err().strip());
        } finally {
            System.setProperty("lowrankcam.lanes", before);
        }
    }
}
