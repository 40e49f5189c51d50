package lowrankcam.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What times depend on.
///
/// @param os         name and version
/// @param arch       architecture
/// @param processors that this process may use
/// @param cpu        name of the processor, or empty where it is not known
/// @param heapBytes  most that the heap may grow to
/// @param java       version, vendor and virtual machine
public record MachineFacts(String os, String arch, int processors, String cpu, long heapBytes, String java) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public static MachineFacts ofHere() {
        Runtime runtime = Runtime.getRuntime();
        return new MachineFacts(
                System.getProperty("os.name") + " " + System.getProperty("os.version"), System.getProperty("os.arch"),
                runtime.availableProcessors(), cpuName(), runtime.maxMemory(),
                Runtime.version() + ", " + System.getProperty("java.vendor") + ", " + System.getProperty("java.vm.name"));
    }

    private static String cpuName() {
        try {
            for (String line : Files.readAllLines(CPU_INFO)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException _) {
            // Only Linux has the file, and not every processor a name in it.
        }
        return "";
    }
}
