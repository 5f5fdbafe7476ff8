package dev.reevaluate.server.web;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets requests that change something wait for others' locks on a part of the database's connections only: an organization
 * gets another one while it has less than twice as many as are free of that part. So whoever waits for a result that a
 * document's load, or somebody's session, keeps locked takes no connection from another organization, nor from who reads.
 */
@Component
class FairWrites {

    // An organization alone has two thirds of the part
    private static final int TIMES_THE_FREE = 2;

    private final int places;
    private final Duration patience;
    private final Map<Long, Integer> takenBy = new HashMap<>();
    private int taken;

    /** Takes three quarters of the pool, and waits for one of them as long as for a connection. */
    @Autowired
    FairWrites(HikariDataSource pool) {
        this(Math.max(1, pool.getMaximumPoolSize() * 3 / 4), Duration.ofMillis(pool.getConnectionTimeout()));
    }

    FairWrites(int places, Duration patience) {
        this.places = places;
        this.patience = patience;
    }

    /**
     * Runs the request's transaction when its organization may have another one.
     *
     * @throws OccupiedException when that is not in time
     */
    <T> T run(long organization, Supplier<T> transaction) {
        take(organization);
        try {
            return transaction.get();
        } finally {
            giveBack(organization);
        }
    }

    private synchronized void take(long organization) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!mayHaveAnother(organization)) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new OccupiedException();
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OccupiedException();
        }
        taken++;
        takenBy.merge(organization, 1, Integer::sum);
    }

    private synchronized void giveBack(long organization) {
        taken--;
        takenBy.merge(organization, -1, (before, less) -> before == 1 ? null : before + less);
        notifyAll();
    }

    private boolean mayHaveAnother(long organization) {
        return takenBy.getOrDefault(organization, 0) < TIMES_THE_FREE * (places - taken);
    }

    /** The organization's other requests have all that it may have. */
    static final class OccupiedException extends RuntimeException {}
}
