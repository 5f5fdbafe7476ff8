package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.store.DefaultStores;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;

/** WireMock's own stores in memory, except that the journal of requests has bounds. */
final class MockStores extends DefaultStores {

    private static final int JOURNAL_REQUESTS = 1000;
    private static final long JOURNAL_BYTES = 8L << 20;

    private final RequestJournalStore journal = new BoundedJournal(JOURNAL_REQUESTS, JOURNAL_BYTES);

    MockStores(FileSource root) {
        super(root);
    }

    @Override
    public RequestJournalStore getRequestJournalStore() {
        return journal;
    }
}
