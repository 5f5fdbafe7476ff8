package dev.reevaluate.server.kills;

import java.util.List;
import java.util.Random;

/** Settings of one server: how its work is cut decides what a kill can hit. */
record Settings(int runsPerSlice, int scoresPerCommit, int window, int concurrency) {

    static final int AWAITED_THREADS = 2;

    static Settings any(Random random) {
        return new Settings(
                oneOf(random, 5, 20, 100),
                oneOf(random, 10, 100, 1000),
                oneOf(random, 12, 32, 128),
                oneOf(random, 6, 12, 24));
    }

    /** Evaluations whose answers are awaited that its end can make another one repeat, at most. */
    int repeatedAtMost() {
        return window + AWAITED_THREADS * PricedWork.JUDGES.size();
    }

    List<String> arguments() {
        return List.of(
                "--reevaluate.work.runs-per-slice=" + runsPerSlice,
                "--reevaluate.work.scores-per-commit=" + scoresPerCommit,
                "--reevaluate.work.window=" + window,
                "--reevaluate.work.awaited-threads=" + AWAITED_THREADS,
                "--reevaluate.judge.concurrency=" + concurrency,
                "--reevaluate.webhooks.allowed-hosts=localhost",
                "--db-scheduler.polling-interval=100ms",
                // a dead worker is noticed sooner than an operator needs it
                "--db-scheduler.heartbeat-interval=500ms",
                "--db-scheduler.missed-heartbeats-limit=6");
    }

    private static int oneOf(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }
}
