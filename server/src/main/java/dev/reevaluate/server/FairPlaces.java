package dev.reevaluate.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Places that organizations share: one gets another place while it has less than so many times those that are free. Whoever
 * holds places for long, for whatever reason, takes none from another organization. A place that gets free goes to the
 * organization that has least, and there to who has waited longest.
 */
public final class FairPlaces {

    private final int places;
    private final int timesTheFree;
    // In the order of their arrival
    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private final Map<Long, Integer> byOrganization = new HashMap<>();
    private int taken;

    /**
     * Takes how many places there are, and how they are shared.
     *
     * @param timesTheFree 1 lets an organization alone have half of the places, 2 two thirds
     */
    public FairPlaces(int places, int timesTheFree) {
        this.places = places;
        this.timesTheFree = timesTheFree;
    }

    /**
     * Does the work when its organization may have another place, and waits for that on the calling thread.
     *
     * @throws OccupiedException when that takes longer than the patience
     */
    public <T> T run(long organization, Duration patience, Supplier<T> work) {
        Blocked blocked = new Blocked(organization, new CountDownLatch(1));
        ask(blocked);
        blocked.await(patience);
        if (withdraw(blocked)) {
            throw new OccupiedException();
        }
        try {
            return work.get();
        } finally {
            giveBack(organization);
        }
    }

    /** Asks for a place without waiting for it. Whoever got it has to {@link #giveBack give it back}. */
    public void ask(Waiter waiter) {
        List<Waiter> admitted;
        synchronized (this) {
            waiting.add(waiter);
            admitted = admit();
        }
        admitted.forEach(Waiter::admitted);
    }

    /** Takes the question back; tells whether it was in time, and no place was given for it. */
    public synchronized boolean withdraw(Waiter waiter) {
        return waiting.remove(waiter);
    }

    /** Gives back a place that the organization had. */
    public void giveBack(long organization) {
        List<Waiter> admitted;
        synchronized (this) {
            move(organization, -1);
            admitted = admit();
        }
        admitted.forEach(Waiter::admitted);
    }

    private List<Waiter> admit() {
        List<Waiter> admitted = new ArrayList<>();
        for (Optional<Waiter> next = next(); next.isPresent(); next = next()) {
            Waiter waiter = next.get();
            waiting.remove(waiter);
            move(waiter.organization(), 1);
            admitted.add(waiter);
        }
        return admitted;
    }

    // Of the organizations that have least: who has waited longest
    private Optional<Waiter> next() {
        return waiting.stream()
                .filter(waiter -> mayHaveAnother(waiter.organization()))
                .min(Comparator.comparing(waiter -> taken(waiter.organization())));
    }

    private void move(long organization, int more) {
        taken += more;
        byOrganization.merge(organization, more, Integer::sum);
        byOrganization.remove(organization, 0);
    }

    private boolean mayHaveAnother(long organization) {
        return taken(organization) < timesTheFree * (places - taken);
    }

    private int taken(long organization) {
        return byOrganization.getOrDefault(organization, 0);
    }

    /** Who asks for a place. */
    public interface Waiter {

        /** Returns the organization that the place is for. */
        long organization();

        /** Has got the place: called at once, or on the thread of whoever gave one back. */
        void admitted();
    }

    // Each is another one, though of one organization
    private record Blocked(long organization, CountDownLatch turn) implements Waiter {

        @Override
        public void admitted() {
            turn.countDown();
        }

        void await(Duration patience) {
            try {
                boolean ignored = turn.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The organization's other requests have all that it may have. */
    public static final class OccupiedException extends RuntimeException {}
}
