package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Answers a request with {@code Prefer: code=503} by what a contract recorded for its operation and that status, whatever
 * else it says. Of several contracts it is the first by name; an edited stub changes nothing here.
 */
public final class PreferredAnswers implements StubRequestFilterV2, StubLifecycleListener {

    static final String HEADER = "Prefer";

    private static final Pattern CODE = Pattern.compile("(?:^|[,;\\s])code\\s*=\\s*\"?([^\\s,;\"]+)");

    private final Map<String, Map<String, StubMapping>> recorded = new ConcurrentHashMap<>();

    /** The status that is chosen in one of the header's values. */
    static Optional<String> code(List<String> sent) {
        return sent.stream()
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(code -> code.group(1))
                .findFirst();
    }

    @Override
    public String getName() {
        return "reevaluate-preferred-answers";
    }

    @Override
    public void afterStubCreated(StubMapping stub) {
        ContractStubs.metadata(stub)
                .flatMap(StubMetadata::operation)
                .ifPresent(operation -> recorded.computeIfAbsent(operation, unused -> new ConcurrentSkipListMap<>())
                        .merge(
                                String.valueOf(stub.getResponse().getStatus()),
                                stub,
                                (one, other) -> one.getName().compareTo(other.getName()) <= 0 ? one : other));
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        return CheckOutcome.current().orElse(null) instanceof CheckOutcome.Preferred preferred
                ? RequestFilterAction.stopWith(answer(preferred))
                : RequestFilterAction.continueWith(request);
    }

    private ResponseDefinition answer(CheckOutcome.Preferred preferred) {
        Map<String, StubMapping> answers = recorded.getOrDefault(preferred.operation(), Map.of());
        StubMapping chosen = answers.get(preferred.code());
        return chosen == null
                ? none(preferred.code(), answers)
                : ResponseDefinitionBuilder.like(chosen.getResponse()).build();
    }

    private static ResponseDefinition none(String code, Map<String, StubMapping> answers) {
        String detail = "No contract answers %s here. Contracts answer %s."
                .formatted(code, answers.keySet().stream().collect(Collectors.joining(", ")));
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(404)
                .withHeader("Content-Type", "application/json")
                .withBody(JsonNodeFactory.instance
                        .objectNode()
                        .put("detail", detail)
                        .toString())
                .build();
    }
}
