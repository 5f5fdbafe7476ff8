package dev.reevaluate.server.web;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** The memory for the bodies that are held at once: what many callers send together never takes all of it. */
@Component
class LargeBodies {

    /** So much of a body always has room: bytes. */
    static final int SMALL = 16 * 1024;

    // A body of many short items takes thirty times its size once it is read
    private static final int PART_OF_THE_MEMORY = 64;

    private final Semaphore bytes;

    LargeBodies(WebProperties properties) {
        // One of the largest always fits
        this.bytes = new Semaphore((int) Math.min(
                Integer.MAX_VALUE,
                Math.max(
                        properties.maxBodySize().toBytes(), Runtime.getRuntime().maxMemory() / PART_OF_THE_MEMORY)));
    }

    /** Returns the room of one body, which takes none yet. */
    Room room() {
        return new Room();
    }

    /** Returns how much room is left: bytes. */
    int left() {
        return bytes.availablePermits();
    }

    /** The room of one body, which grows as it comes; for one thread at a time. */
    final class Room {

        private int held;

        private Room() {}

        /**
         * Takes what a body of this size needs beside what it has.
         *
         * @throws BusyException where other bodies hold it
         */
        void growTo(long size) throws BusyException {
            int more = (int) Math.min(Integer.MAX_VALUE, size - SMALL) - held;
            if (more > 0) {
                if (!bytes.tryAcquire(more)) {
                    throw new BusyException();
                }
                held += more;
            }
        }

        /** Gives all of it back. */
        void leave() {
            bytes.release(held);
            held = 0;
        }
    }
}
