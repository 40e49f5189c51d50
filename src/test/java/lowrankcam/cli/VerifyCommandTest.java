package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    void namesThePictureOfWhichOneByteIsAnother() throws IOException {
        Certificate told = Certificate.read(certificate);
        List<Hashed> files = new ArrayList<>(told.files());
        Hashed last = files.removeLast();
        files.add(new Hashed(last.name(), "0".repeat(64), "0".repeat(64)));
        Certificate other = new Certificate(
                told.program(), told.java(), told.imageSha256(), told.options(), told.model(), told.stages(), files);
        Verification answer = Verification.of(told, other);
        assertEquals(Verification.Verdict.A_DEFECT, answer.verdict());
        assertEquals(last.name(), answer.stage());
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
