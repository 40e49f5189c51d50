package lowrankcam.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Memory of this process at one moment.
///
/// @param heapBytes         of the heap in use, garbage included
/// @param peakHeapBytes     at most this much was in use at any time: the sum of the peaks of the heap's pools
/// @param peakResidentBytes most physical memory the process held, where the system tells
public record ProcessMemory(long heapBytes, long peakHeapBytes, OptionalLong peakResidentBytes) {

    private static final Path STATUS = Path.of("/proc/self/status");

    /// Reads the numbers of now.
    public static ProcessMemory now() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
            }
        }
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new ProcessMemory(used, peak, resident());
    }

    private static OptionalLong resident() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    return OptionalLong.of(1024 * Long.parseLong(line.replaceAll("[^0-9]", "")));
                }
            }
        } catch (IOException _) {
            // Not a Linux: unknown.
        }
        return OptionalLong.empty();
    }
}
