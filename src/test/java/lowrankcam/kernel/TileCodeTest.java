package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the compiler makes of the tiles' loops, read from the machine code that it prints: every sum stays in a
/// register, and the loop is no longer than it was. A tile that spills runs at less than half its speed.
///
/// On x86-64 only, whose code this reads, and at the widths that the processor has.
class TileCodeTest {

    /// @param bits  of a vector
    /// @param avx   level that the compiler may use: 2 has 16 vector registers, 3 has 32
    /// @param sums  multiply-adds of a step
    /// @param bytes of the loop's code, as it is and an instruction or two; one more for each row is 20 to 60
    record Loop(String tile, int bits, int avx, int sums, int bytes) {}

    /// One loop found in the machine code.
    private record Found(int sums, int bytes, int onStack) {}

    static Stream<Loop> loops() {
        int widest = System.getProperty("os.arch").equals("amd64") ? FloatVector.SPECIES_PREFERRED.vectorBitSize() : 0;
        return Stream.of(
                        new Loop("Tile6x2", 256, 2, 12, 146),
                        new Loop("Tile6x4", 512, 3, 24, 266),
                        new Loop("Tile8x3", 512, 3, 24, 302),
                        new Loop("Tile12x2", 512, 3, 24, 330))
                .filter(loop -> loop.bits() <= widest);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("loops")
    void everySumStaysInARegisterAndTheLoopIsAsShortAsItWas(Loop expected) throws Exception {
        Found found = shortest(loops(machineCode(expected)), expected);
        assertEquals(expected.sums(), found.sums(), "multiply-adds of a step");
        assertEquals(0, found.onStack(), "vectors read from or written to the stack within the loop");
        assertTrue(found.bytes() <= expected.bytes(), expected + ": found " + found.bytes() + " bytes");
    }

    private static Found shortest(List<Found> found, Loop expected) {
        return found.stream()
                .filter(loop -> loop.sums() >= expected.sums())
                .min((a, b) -> Integer.compare(a.bytes(), b.bytes()))
                .orElseThrow(() -> new AssertionError("no loop of " + expected.tile() + " found"));
    }

    /// The tile as the second compiler left it, by a process of its own with the launcher's options.
    private static byte[] machineCode(Loop loop) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "@lowrank-cam.args", "-XX:UseAVX=" + loop.avx(),
                        "-D" + Lanes.PROPERTY + "=" + loop.bits(), "-XX:-DisplayVMOutputToStderr",
                        "-XX:CompileCommand=print,lowrankcam.kernel." + loop.tile() + "::run",
                        "-cp", System.getProperty("java.class.path"), WarmUpRun.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed;
        try (InputStream in = process.getInputStream()) {
            printed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertEquals(0, process.waitFor(), printed);
        Matcher code = Pattern.compile(
                        "Compiled method \\(c2\\)\\s+\\d+\\s+\\d+\\s+4\\s.*?\\[MachCode](.*?)\\[/MachCode]", Pattern.DOTALL)
                .matcher(printed);
        assertTrue(code.find(), "no code of " + loop.tile() + " in what the JVM printed");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher line = Pattern.compile("^\\s+0x[0-9a-f]+: ([0-9a-f |]+?)\\s*$", Pattern.MULTILINE).matcher(code.group(1));
        while (line.find()) {
            bytes.writeBytes(HexFormat.of().parseHex(line.group(1).replaceAll("[ |]", "")));
        }
        return bytes.toByteArray();
    }

    /// Everything between a backward jump and its target that multiplies and adds.
    private static List<Found> loops(byte[] code) {
        List<Found> found = new ArrayList<>();
        for (int at = 0; at + 6 <= code.length; at++) {
            int end;
            int distance;
            if ((code[at] & 0xF0) == 0x70) {
                end = at + 2;
                distance = code[at + 1];
            } else if ((code[at] & 0xFF) == 0x0F && (code[at + 1] & 0xF0) == 0x80) {
                end = at + 6;
                distance = code[at + 2] & 0xFF | (code[at + 3] & 0xFF) << 8 | (code[at + 4] & 0xFF) << 16 | code[at + 5] << 24;
            } else {
                continue;
            }
            if (distance < 0 && end + distance >= 0) {
                found.add(body(code, end + distance, end));
            }
        }
        return found;
    }

    private static Found body(byte[] code, int from, int end) {
        int sums = 0;
        int onStack = 0;
        for (int at = from; at < end - 5; at++) {
            int prefix = code[at] & 0xFF;
            // Both prefixes name the table of opcodes in the second byte and the operand type in the third.
            boolean vex = prefix == 0xC4;
            boolean evex = prefix == 0x62;
            if ((vex && (code[at + 1] & 0x1F) == 2 || evex && (code[at + 1] & 7) == 2) && (code[at + 2] & 3) == 1) {
                int opcode = code[at + (vex ? 3 : 4)] & 0xFF;
                sums += opcode == 0x98 || opcode == 0xA8 || opcode == 0xB8 ? 1 : 0;
            }
            if (vex || evex || prefix == 0xC5) {
                onStack += movesByStack(code, at + (evex ? 4 : vex ? 3 : 2)) ? 1 : 0;
            }
        }
        return new Found(sums, end - from, onStack);
    }

    /// A move of a vector whose address is the stack pointer and a constant.
    private static boolean movesByStack(byte[] code, int opcode) {
        boolean move = switch (code[opcode] & 0xFF) {
            case 0x10, 0x11, 0x28, 0x29, 0x6F, 0x7F -> true;
            default -> false;
        };
        int mode = code[opcode + 1] & 0xC7;
        return move && (mode == 0x44 || mode == 0x84) && code[opcode + 2] == 0x24;
    }

    /// Runs the network's kernels until they are compiled.
    static final class WarmUpRun {

        private WarmUpRun() {}

        public static void main(String[] arguments) {
            KernelSet.of(KernelChoice.VECTOR).warmUp();
        }
    }
}
