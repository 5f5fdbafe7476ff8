package dev.reevaluate.server.settings;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import org.springframework.core.env.Environment;

/**
 * How many connections have room in this process, as each is an open file: beyond the limit the system refuses every further
 * one, and all other files too.
 *
 * @param limit of open files that the system gives the process
 * @param own that the server itself opens, at most
 */
public record OpenFiles(long limit, long own) {

    // Logs, ports, Python's pipes, webhooks under way: about half of it, counted on a busy server
    private static final int OTHERS = 64;
    private static final int FEWEST = 32;
    // A connection that was closed is a file for a moment more, while the next one has its place: where all leave at
    // once, each counts twice. Health and metrics have a server of their own, and an eighth.
    private static final int SHARES = 16;
    private static final int OF_CALLERS = 7;

    /** Looks at this process, and at the settings that make it open more. */
    public static OpenFiles of(Environment settings) {
        int database = settings.getProperty("spring.datasource.hikari.maximum-pool-size", Integer.class, 20);
        int judge = settings.getProperty("reevaluate.judge.base-url", "").isBlank()
                ? 0
                : settings.getProperty("reevaluate.judge.concurrency", Integer.class, 64);
        // Each jar stays open once something was looked for in it: an image has a hundred
        long jars = 1
                + System.getProperty("java.class.path", "")
                        .chars()
                        .filter(c -> c == File.pathSeparatorChar)
                        .count();
        long own = OTHERS + jars + database + judge;
        // Negative where there is no limit
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        && unix.getMaxFileDescriptorCount() > 0
                ? new OpenFiles(unix.getMaxFileDescriptorCount(), own)
                : new OpenFiles(Long.MAX_VALUE, own);
    }

    /** Returns whether the server can work at all. */
    public boolean suffice() {
        return limit >= least();
    }

    /** Returns the least limit with which it can. */
    public long least() {
        return own + FEWEST;
    }

    /** Returns for how many connections of callers there is room. */
    public long connections() {
        return (limit - own) / SHARES * OF_CALLERS;
    }

    /** Returns for how many connections there is room of those who ask for health and metrics. */
    public long managementConnections() {
        return (limit - own) / SHARES;
    }

    /** Returns the limit that has room for so many connections of callers. */
    public long forConnections(int wanted) {
        return own + ((long) wanted + OF_CALLERS - 1) / OF_CALLERS * SHARES;
    }
}
