package dev.reevaluate.server;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets requests that change something wait for others' locks on a part of the database's connections only: an organization
 * gets another one while it has less than twice as many as are free of that part. So whoever waits for a result that a
 * document's load, or somebody's session, keeps locked takes no connection from another organization, nor from who reads.
 */
@Component
public class FairWrites {

    // An organization alone has two thirds of the part
    private static final int TIMES_THE_FREE = 2;

    private final int places;
    private final long patience;
    private final LongSupplier nanoTime;
    private final Map<Long, Share> shares = new HashMap<>();
    private int taken;

    /**
     * Takes three quarters of the pool. A request waits for one of them as long as for a connection, and not at all where
     * none of its organization's has begun or ended for as long: it would wait on a thread that others need.
     */
    @Autowired
    FairWrites(DataSource database) throws SQLException {
        // Whatever else stands around the pool
        this(database.unwrap(HikariDataSource.class));
    }

    private FairWrites(HikariDataSource pool) {
        this(
                Math.max(1, pool.getMaximumPoolSize() * 3 / 4),
                Duration.ofMillis(pool.getConnectionTimeout()),
                System::nanoTime);
    }

    /** Takes so many places, for a request that waits so long at most. */
    public FairWrites(int places, Duration patience, LongSupplier nanoTime) {
        this.places = places;
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Runs the request's transaction when its organization may have another one.
     *
     * @throws OccupiedException when that is not in time
     */
    public <T> T run(long organization, Supplier<T> transaction) {
        take(organization);
        try {
            return transaction.get();
        } finally {
            giveBack(organization);
        }
    }

    private synchronized void take(long organization) {
        Share before = shares.get(organization);
        long waitsSince = before == null ? nanoTime.getAsLong() : before.movedAt;
        try {
            while (!mayHaveAnother(organization)) {
                long left = patience - (nanoTime.getAsLong() - waitsSince);
                if (left <= 0) {
                    throw new OccupiedException();
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OccupiedException();
        }
        move(organization, 1);
    }

    private synchronized void giveBack(long organization) {
        move(organization, -1);
        notifyAll();
    }

    private void move(long organization, int more) {
        taken += more;
        Share share = shares.computeIfAbsent(organization, none -> new Share());
        share.taken += more;
        share.movedAt = nanoTime.getAsLong();
        if (share.taken == 0) {
            shares.remove(organization);
        }
    }

    private boolean mayHaveAnother(long organization) {
        Share share = shares.get(organization);
        return (share == null ? 0 : share.taken) < TIMES_THE_FREE * (places - taken);
    }

    private static final class Share {

        private int taken;
        private long movedAt;
    }

    /** The organization's other requests have all that it may have. */
    public static final class OccupiedException extends RuntimeException {}
}
