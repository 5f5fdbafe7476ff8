package dev.reevaluate.server.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long each of several rounds took. */
final class Times {

    private final List<Duration> rounds = new ArrayList<>();

    /** Does the work as another round, and returns how long it took. */
    Duration add(Work work) throws Exception {
        Duration time = of(work);
        rounds.add(time);
        return time;
    }

    void add(Duration time) {
        rounds.add(time);
    }

    Duration median() {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }

    double medianMillis() {
        return millis(median());
    }

    /** How many a second the median round makes, of so many a round. */
    double perSecond(long count) {
        return count * 1000 / medianMillis();
    }

    static Duration of(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    /** What is measured. */
    interface Work {
        void run() throws Exception;
    }
}
