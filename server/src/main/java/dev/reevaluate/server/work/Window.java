package dev.reevaluate.server.work;

import org.springframework.stereotype.Component;

/**
 * Bounds the awaited evaluations of this instance that are under way or not yet written, which are what a crash repeats. A slice
 * takes no more of them than are free then, so that others that start find some, however many work at once.
 */
@Component
final class Window {

    private final int evaluations;
    private int taken;

    Window(WorkProperties properties) {
        this.evaluations = properties.window();
    }

    /** Lets a slice that has some of them have those of another run, too, if it may; its first run never waits. */
    synchronized boolean take(int more, int has) {
        if (has > 0 && has + more > evaluations - taken - more) {
            return false;
        }
        taken += more;
        return true;
    }

    synchronized void giveBack(int some) {
        taken -= some;
    }
}
