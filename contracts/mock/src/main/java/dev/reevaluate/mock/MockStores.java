package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.store.DefaultStores;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.store.StubMappingStore;
import dev.reevaluate.wiremock.StubsByPath;

/** WireMock's own stores in memory, except that the journal of requests has bounds, and the stubs are found by their path. */
final class MockStores extends DefaultStores {

    private static final int JOURNAL_REQUESTS = 1000;
    private static final long JOURNAL_BYTES = 8L << 20;

    private final StubMappingStore stubs = new StubsByPath();
    private final RequestJournalStore journal = new BoundedJournal(JOURNAL_REQUESTS, JOURNAL_BYTES);

    MockStores(FileSource root) {
        super(root);
    }

    @Override
    public StubMappingStore getStubStore() {
        return stubs;
    }

    @Override
    public RequestJournalStore getRequestJournalStore() {
        return journal;
    }
}
