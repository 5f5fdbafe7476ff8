package dev.reevaluate.server;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What follows from a transaction, and only from one that was committed. */
public final class AfterCommit {

    private AfterCommit() {}

    /**
     * Does it once the current transaction is committed, or now where there is none. What is logged belongs here: whoever reads
     * the log may be slow, and nobody is to wait for rows that are locked meanwhile.
     */
    public static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
