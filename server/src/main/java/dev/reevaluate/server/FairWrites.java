package dev.reevaluate.server;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets requests that change something wait for others' locks on a part of the database's connections only: an organization
 * gets another one while it has less than twice as many as are free of that part. So whoever waits for a result that a
 * document's load, or somebody's session, keeps locked takes no connection from another organization, nor from who reads.
 * A place that gets free goes to the organization that has least, and there to the request that has waited longest.
 */
@Component
public class FairWrites {

    // An organization alone has two thirds of the part
    private static final int TIMES_THE_FREE = 2;

    private final int places;
    private final long patience;
    private final LongSupplier nanoTime;
    private final Lock lock = new ReentrantLock();
    // In the order of their arrival
    private final Set<Waiter> waiting = new LinkedHashSet<>();
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

    private void take(long organization) {
        lock.lock();
        try {
            Waiter waiter = new Waiter(organization, lock.newCondition());
            waiting.add(waiter);
            admit();
            if (!isStuck(organization)) {
                await(waiter);
            }
            if (!waiter.admitted) {
                waiting.remove(waiter);
                throw new OccupiedException();
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(Waiter waiter) {
        try {
            for (long left = patience; !waiter.admitted && left > 0; ) {
                left = waiter.turn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStuck(long organization) {
        Share share = shares.get(organization);
        return share != null && nanoTime.getAsLong() - share.movedAt >= patience;
    }

    private void giveBack(long organization) {
        lock.lock();
        try {
            move(organization, -1);
            admit();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        for (Optional<Waiter> next = next(); next.isPresent(); next = next()) {
            Waiter waiter = next.get();
            waiting.remove(waiter);
            move(waiter.organization, 1);
            waiter.admitted = true;
            waiter.turn.signal();
        }
    }

    // Of the organizations that have least: who has waited longest
    private Optional<Waiter> next() {
        return waiting.stream()
                .filter(waiter -> mayHaveAnother(waiter.organization))
                .min(Comparator.comparing(waiter -> taken(waiter.organization)));
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
        return taken(organization) < TIMES_THE_FREE * (places - taken);
    }

    private int taken(long organization) {
        Share share = shares.get(organization);
        return share == null ? 0 : share.taken;
    }

    private static final class Waiter {

        private final long organization;
        private final Condition turn;
        private boolean admitted;

        private Waiter(long organization, Condition turn) {
            this.organization = organization;
            this.turn = turn;
        }
    }

    private static final class Share {

        private int taken;
        private long movedAt;
    }

    /** The organization's other requests have all that it may have. */
    public static final class OccupiedException extends RuntimeException {}
}
