package dev.reevaluate.python;

import dev.reevaluate.python.protocol.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process where it takes far more memory than its heap may have: what the interpreter keeps outside the heap has no
 * limit of its own. Linux only; elsewhere the heap's limit stands alone.
 */
final class Footprint implements Runnable {

    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;
    private static final long MAX_BYTES = 1L << 30;
    private static final long PERIOD_MILLIS = 200;

    @Override
    public void run() {
        try {
            while (residentBytes() < MAX_BYTES) {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
            Runtime.getRuntime().halt(ExitCodes.OUT_OF_MEMORY);
        } catch (IOException e) {
            // Not Linux.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE_BYTES;
    }
}
