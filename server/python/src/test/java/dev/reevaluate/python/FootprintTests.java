package dev.reevaluate.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A child knows what memory it takes. */
class FootprintTests {

    @Test
    void memoryIsCountedInTheUnitThatTheKernelNamesWhateverTheSizeOfItsPages() throws IOException {
        assertThat(Footprint.residentKb("VmHWM:\t 2048000 kB\nVmRSS:\t 1048576 kB\nRssAnon:\t   1 kB\n"))
                .isEqualTo(1 << 20);
    }

    @Test
    void thisProcessTakesMoreThanTenMegabytesAndLessThanTenGigabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "Linux only");

        assertThat(Footprint.residentKb(Files.readString(status))).isBetween(10_000L, 10_000_000L);
    }
}
