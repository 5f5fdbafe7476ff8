package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.FairPlaces;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;

/** A request waits for its turn without a thread, and its place is given back once, however it ends. */
class RequestTurnsTests {

    private static final long ORGANIZATION = 1;

    private final RequestTurns turns = new RequestTurns(new FairPlaces(2, 1), new FairPlaces(2, 1));
    private final MockHttpServletRequest first = request();
    private final MockHttpServletRequest second = request();

    @Test
    void aRequestWhoseOrganizationHasAPlaceGoesOnAtOnce() {
        assertThat(turns.hasCome(first, ORGANIZATION)).isTrue();
        assertThat(first.isAsyncStarted()).isFalse();
    }

    @Test
    void aRequestThatWaitsComesAgainWhenAnotherEnds() {
        turns.hasCome(first, ORGANIZATION);
        assertThat(turns.hasCome(second, ORGANIZATION)).isFalse();
        assertThat(dispatched(second)).isFalse();

        turns.end(first);

        assertThat(dispatched(second)).isTrue();
        assertThat(turns.hasCome(second, ORGANIZATION)).isTrue();
    }

    @Test
    void anotherOrganizationsRequestDoesNotWait() {
        turns.hasCome(first, ORGANIZATION);
        turns.hasCome(second, ORGANIZATION);

        assertThat(turns.hasCome(request(), 2)).isTrue();
    }

    @Test
    void aRequestThatReadsDoesNotWaitForThoseThatChangeSomething() {
        MockHttpServletRequest change = request();
        change.setMethod("POST");
        turns.hasCome(change, ORGANIZATION);

        assertThat(turns.hasCome(first, ORGANIZATION)).isTrue();
    }

    @Test
    void aRequestThatWaitedInVainIsRefusedAndTakesNoTurn() throws IOException {
        turns.hasCome(first, ORGANIZATION);
        turns.hasCome(second, ORGANIZATION);

        timeOut(second);

        assertThat(dispatched(second)).isTrue();
        assertThatThrownBy(() -> turns.hasCome(second, ORGANIZATION)).isInstanceOf(FairPlaces.OccupiedException.class);
        assertAllAreFreeOnceTheFirstEnds();
    }

    @Test
    void aRequestWhoseConnectionIsLostWhileItWaitsTakesNoTurn() throws IOException {
        turns.hasCome(first, ORGANIZATION);
        turns.hasCome(second, ORGANIZATION);

        complete(second);

        assertAllAreFreeOnceTheFirstEnds();
    }

    @Test
    void aRequestWhoseConnectionIsLostAsItsTurnComesGivesItBack() {
        turns.hasCome(first, ORGANIZATION);
        MockHttpServletRequest lost = new MockHttpServletRequest() {
            @Override
            public MockAsyncContext startAsync() {
                return new MockAsyncContext(this, null) {
                    @Override
                    public void dispatch() {
                        throw new IllegalStateException("the connection is lost");
                    }
                };
            }
        };
        lost.setAsyncSupported(true);
        turns.hasCome(lost, ORGANIZATION);

        assertAllAreFreeOnceTheFirstEnds();
    }

    @Test
    void aRequestThatEndsTwiceGivesItsPlaceBackOnce() throws IOException {
        turns.hasCome(first, ORGANIZATION);
        turns.hasCome(second, ORGANIZATION);
        turns.end(first);
        turns.hasCome(second, ORGANIZATION);

        turns.end(second);
        complete(second);

        assertAllAreFree();
    }

    private void assertAllAreFreeOnceTheFirstEnds() {
        turns.end(first);
        assertAllAreFree();
    }

    private void assertAllAreFree() {
        assertThat(turns.hasCome(request(), ORGANIZATION)).isTrue();
        assertThat(turns.hasCome(request(), ORGANIZATION)).isFalse();
        assertThat(turns.hasCome(request(), 2)).isTrue();
    }

    private static MockHttpServletRequest request() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setAsyncSupported(true);
        return request;
    }

    private static boolean dispatched(MockHttpServletRequest request) {
        return context(request).getDispatchedPath() != null;
    }

    private static void timeOut(MockHttpServletRequest request) throws IOException {
        for (AsyncListener listener : context(request).getListeners()) {
            listener.onTimeout(new AsyncEvent(context(request)));
        }
    }

    private static void complete(MockHttpServletRequest request) throws IOException {
        for (AsyncListener listener : context(request).getListeners()) {
            listener.onComplete(new AsyncEvent(context(request)));
        }
    }

    private static MockAsyncContext context(MockHttpServletRequest request) {
        return (MockAsyncContext) Objects.requireNonNull(request.getAsyncContext());
    }
}
