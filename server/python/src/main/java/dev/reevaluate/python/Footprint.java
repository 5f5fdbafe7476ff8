package dev.reevaluate.python;

import dev.reevaluate.python.protocol.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends this process where it takes far more memory than its heap may have: what the interpreter keeps outside the heap has no
 * limit of its own. Linux only; elsewhere the heap's limit stands alone.
 */
final class Footprint implements Runnable {

    private static final Path STATUS = Path.of("/proc/self/status");
    // In kB, however large the kernel's pages are
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final long MAX_KB = 1L << 20;
    private static final long PERIOD_MILLIS = 200;

    @Override
    public void run() {
        try {
            while (residentKb(Files.readString(STATUS)) < MAX_KB) {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
            Runtime.getRuntime().halt(ExitCodes.OUT_OF_MEMORY);
        } catch (IOException e) {
            // Not Linux
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static long residentKb(String status) throws IOException {
        Matcher resident = RESIDENT.matcher(status);
        if (!resident.find()) {
            throw new IOException("no VmRSS");
        }
        return Long.parseLong(resident.group(1));
    }
}
