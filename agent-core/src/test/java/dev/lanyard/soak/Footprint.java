package dev.lanyard.soak;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Is what this process holds.
 *
 * @param heapBytes used after garbage collection
 * @param threads platform threads and virtual ones
 * @param descriptors open files and sockets, as {@code /proc/self/fd} lists them
 */
record Footprint(long heapBytes, int threads, int descriptors) {
    /** Measures; nothing else should be going on. */
    static Footprint now() throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Footprint(heap, countThreads(), countDescriptors());
    }

    /** Counts as {@code jcmd Thread.dump_to_file} does, which sees virtual threads too. */
    private static int countThreads() throws IOException {
        Path folder = Files.createTempDirectory("soak");
        Path dump = folder.resolve("threads.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
            try (var lines = Files.lines(dump)) {
                return (int) lines.filter(line -> line.contains("\"tid\"")).count();
            }
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }

    private static int countDescriptors() {
        String[] open = Path.of("/proc/self/fd").toFile().list();
        return open == null ? 0 : open.length;
    }
}
