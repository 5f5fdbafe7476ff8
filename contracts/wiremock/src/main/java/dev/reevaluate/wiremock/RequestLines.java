package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a line a request: method, path, status, and who answered; never a query, a key or a body. */
public final class RequestLines implements ServeEventListener {

    // As the path is decoded, it could break the line
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7e]");

    private final Consumer<String> out;

    /** Takes who gets each line. */
    public RequestLines(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public String getName() {
        return "reevaluate-request-lines";
    }

    @Override
    public void afterComplete(ServeEvent event, Parameters parameters) {
        out.accept("%s %s %s %s"
                .formatted(
                        event.getRequest().getMethod().getName(),
                        path(event),
                        event.getResponse().getStatus(),
                        answeredBy(event)));
    }

    private static String path(ServeEvent event) {
        return UNPRINTABLE
                .matcher(event.getRequest().getUrl().split("\\?", 2)[0])
                .replaceAll("?");
    }

    private static String answeredBy(ServeEvent event) {
        @Nullable CheckOutcome outcome = CheckOutcome.current().orElse(null);
        if (outcome instanceof CheckOutcome.Preferred) {
            return "as the request prefers";
        } else if (outcome instanceof CheckOutcome.Refused) {
            return "by the checks";
        } else if (outcome instanceof CheckOutcome.Repeated) {
            return "as before, by its idempotency key";
        }
        @Nullable StubMapping stub = event.getWasMatched() ? event.getStubMapping() : null;
        if (stub == null) {
            return "by no stub";
        }
        return isAsStubbed(stub.getResponse(), event.getResponse())
                ? "by stub " + (stub.getName() == null ? stub.getId() : stub.getName())
                : "by the rules";
    }

    private static boolean isAsStubbed(ResponseDefinition stub, LoggedResponse answer) {
        return stub.getStatus() == answer.getStatus()
                && (stub.getBody() == null || stub.getBody().equals(answer.getBodyAsString()));
    }
}
