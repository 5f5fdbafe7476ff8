package dev.reevaluate.server.benchmark;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What the database and this server have used up to a moment.
 *
 * @param databaseCpu nanoseconds of processor time, by the number of the process
 * @param serverCpu nanoseconds of processor time
 * @param walBytes what PostgreSQL has written to its log of changes
 */
record Usage(Map<Integer, Long> databaseCpu, long serverCpu, long walBytes) {

    static Usage now(World world) throws IOException {
        Map<Integer, Long> databaseCpu = new HashMap<>();
        for (Map<String, Object> process : world.rows("select pid from pg_stat_activity")) {
            int pid = (Integer) requireNonNull(process.get("pid"));
            databaseCpu.put(pid, Backend.of(pid).cpuNanos());
        }
        return new Usage(
                databaseCpu,
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime(),
                world.number("select pg_current_wal_insert_lsn() - '0/0'").longValue());
    }

    /** Returns nanoseconds of the processes that the database still has. */
    long databaseCpuSince(Usage before) {
        return databaseCpu.entrySet().stream()
                .mapToLong(process -> process.getValue() - before.databaseCpu.getOrDefault(process.getKey(), 0L))
                .sum();
    }

    long serverCpuSince(Usage before) {
        return serverCpu - before.serverCpu;
    }

    long walBytesSince(Usage before) {
        return walBytes - before.walBytes;
    }
}
