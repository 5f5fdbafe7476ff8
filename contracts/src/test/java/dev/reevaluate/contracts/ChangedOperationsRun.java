package dev.reevaluate.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracttests.cases.Answer;
import dev.reevaluate.contracttests.cases.CaseRequest;
import dev.reevaluate.contracttests.cases.RequestSender;
import dev.reevaluate.stubs.Stubs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends to server and mock what was sent to the validator for each change of a changed document, of which both are built; see
 * {@code openapi/serve-changes.sh}. What the validator lets through nobody implements: 501.
 */
class ChangedOperationsRun extends RunningServer {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void serverAndMockAnswerAsTheValidatorDoes() {
        JsonNode requests = JSON.readTree(Path.of(System.getProperty("changes")));
        List<String> wrong = new ArrayList<>();
        try (Stubs stubs = Stubs.withTheirExtension()) {
            Map<String, RequestSender> targets = Map.of(
                    "server", new RequestSender(URI.create("http://localhost:" + port)),
                    "mock", new RequestSender(URI.create(stubs.url())));
            targets.forEach((name, target) -> {
                List<String> found = requests.valueStream()
                        .flatMap(request -> wrong(target, request))
                        .map(line -> name + ", " + line)
                        .toList();
                System.out.printf("%s: %d of %d answers are wrong%n", name, found.size(), requests.size());
                wrong.addAll(found);
            });
        }

        assertThat(wrong).isEmpty();
    }

    private static Stream<String> wrong(RequestSender target, JsonNode request) {
        String sent = "%s: %s %s%s"
                        .formatted(
                                request.path("name").asString(),
                                request.path("path").asString(),
                                request.path("query").asString(),
                                request.path("headers"))
                + request.path("body").asString();
        try {
            Answer answer = target.send(caseRequest(request));
            boolean right = request.has("status")
                    ? answer.status() == request.path("status").asInt()
                            && JSON.readTree(answer.body()).equals(request.path("answer"))
                    : answer.status() == 501;
            return right
                    ? Stream.empty()
                    : Stream.of("%s -> %d %s instead of %s %s"
                            .formatted(
                                    sent,
                                    answer.status(),
                                    answer.body(),
                                    request.path("status").asString("501"),
                                    request.path("answer")));
        } catch (RuntimeException e) {
            return Stream.of(sent + " -> " + e);
        }
    }

    private static CaseRequest caseRequest(JsonNode request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("X-CEKURA-API-KEY", List.of("demo-key"));
        request.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asString())));
        return new CaseRequest(
                request.path("method").asString(),
                request.path("path").asString(),
                request.path("query").asString(),
                headers,
                request.path("body").asString().getBytes(StandardCharsets.UTF_8));
    }
}
