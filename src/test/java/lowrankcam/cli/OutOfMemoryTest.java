package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A picture that the heap does not hold, in a process of its own with little heap.
class OutOfMemoryTest {

    /// 81 million grey pixels are 324 MB as floats; 240 MB are enough for the model and a small picture.
    private static final int SIDE = 9000;
    private static final String HEAP = "-Xmx240m";

    @TempDir private Path folder;

    @Test
    void aHugeImageIsOneLineAndTheOthersAreDone() throws Exception {
        Path huge = huge();
        Path hand = Goldens.file("inputs/hand_299.png");
        Path tall = tall();
        assertEquals(1, run("explain", huge, hand, "-m", "cam", "-q", "-o", folder.resolve("out")));
        List<String> err = errors();
        assertEquals(2, err.size(), err.toString());
        assertTrue(err.getFirst().startsWith("lowrank-cam: " + huge + ": out of memory:"), err.toString());
        assertTrue(err.getFirst().contains("LOWRANKCAM_JAVA_OPTS=-Xmx"), err.toString());
        assertTrue(Files.exists(folder.resolve("out/hand_299/manifest.json")));
        assertEquals(1, run("predict", huge, hand));
        assertEquals(2, errors().size(), errors().toString());
        assertEquals(1, run("activations", huge, "--taps", "logits", "-o", folder.resolve("taps")));
        assertEquals(1, errors().size(), errors().toString());
        assertTrue(errors().getFirst().contains(huge + ": out of memory"), errors().toString());
        assertEquals(0, run("explain", tall, "--resize", "crop", "-m", "cam", "-q", "-o", folder.resolve("out")));
    }

    /// 1x100000 pixels; resized whole for a crop they would be 299x29900000.
    private Path tall() throws IOException {
        java.awt.image.BufferedImage image = new java.awt.image.BufferedImage(1, 100_000, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 100_000; y++) {
            image.getRaster().setSample(0, y, 0, y * 7 & 0xFF);
        }
        Path file = folder.resolve("tall.png");
        javax.imageio.ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /// In a data set it is named and counted as failed; evaluating goes on, and so does looking through it.
    @Test
    void aHugeImageOfADataSetIsOneFailureAndTheOthersAreDone() throws Exception {
        Path train = Files.createDirectories(folder.resolve("MURA-v1.1/valid/XR_HAND/patient00001/study1_negative"));
        Files.move(huge(), train.resolve("image1.png"));
        Files.copy(Goldens.file("inputs/hand_299.png"), train.resolve("image2.png"));
        Path out = folder.resolve("run");
        assertEquals(1, run("evaluate", folder, "-m", "cam", "--metrics", "place", "-q", "-o", out));
        String errors = String.join("\n", errors());
        assertTrue(errors.contains("image1.png: out of memory: expected a heap that holds the picture"), errors);
        assertTrue(errors.contains("1 record has no values"), errors);
        List<String> rows = Files.readAllLines(out.resolve("images.csv"));
        assertEquals(3, rows.size(), rows.toString());
        assertTrue(rows.get(1).contains("out of memory") && !rows.get(2).contains("out of memory"), rows.toString());
    }

    private int run(Object... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC",
                        "--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true",
                        "-Dlowrankcam.home=" + Goldens.ROOT, "-cp", System.getProperty("java.class.path"),
                        Main.class.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile())
                .redirectOutput(folder.resolve("out.txt").toFile()).start().waitFor();
    }

    /// Without the JVM's own line about incubator modules.
    private List<String> errors() throws IOException {
        return Files.readAllLines(folder.resolve("err")).stream().filter(l -> !l.startsWith("WARNING")).toList();
    }

    /// A black PNG, compressed piece by piece.
    private Path huge() throws IOException {
        Path file = folder.resolve("huge.png");
        try (java.io.DataOutputStream out = new java.io.DataOutputStream(Files.newOutputStream(file))) {
            out.writeLong(0x89504E470D0A1A0AL);
            byte[] header = new byte[13];
            java.nio.ByteBuffer.wrap(header).putInt(SIDE).putInt(SIDE).put((byte) 8);
            chunk(out, "IHDR", header);
            Deflater deflater = new Deflater();
            java.io.ByteArrayOutputStream data = new java.io.ByteArrayOutputStream();
            byte[] row = new byte[SIDE + 1];
            byte[] piece = new byte[1 << 16];
            for (int y = 0; y < SIDE; y++) {
                deflater.setInput(row);
                while (!deflater.needsInput()) {
                    data.write(piece, 0, deflater.deflate(piece));
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                data.write(piece, 0, deflater.deflate(piece));
            }
            deflater.end();
            chunk(out, "IDAT", data.toByteArray());
            chunk(out, "IEND", new byte[0]);
        }
        return file;
    }

    private static void chunk(java.io.DataOutputStream out, String type, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        crc.update(data);
        out.writeInt(data.length);
        out.writeBytes(type);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
