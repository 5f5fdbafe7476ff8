package dev.reevaluate.python.protocol;

/** How a child ends when nobody killed it. */
public final class ExitCodes {

    /** The parent is gone. */
    public static final int ORPHANED = 70;

    /** A program went on after its time, and could not be interrupted. */
    public static final int EXPIRED = 71;

    /** Memory is used up; the JVM's own code for it. */
    public static final int OUT_OF_MEMORY = 3;

    private ExitCodes() {}
}
