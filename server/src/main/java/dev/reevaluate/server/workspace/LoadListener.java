package dev.reevaluate.server.workspace;

/** Hears how a load goes on. */
public interface LoadListener {

    /** What the load is about to change; it may still be refused. */
    void changes(Changes changes);

    /** How far a long load is. */
    void progress(String state);
}
