package dev.reevaluate.contracttests.junit;

import dev.reevaluate.contracttests.cases.Answer;
import dev.reevaluate.contracttests.cases.AnswerJudge;
import dev.reevaluate.contracttests.cases.Case;
import dev.reevaluate.contracttests.cases.Cases;
import dev.reevaluate.contracttests.cases.NotSupported;
import dev.reevaluate.contracttests.cases.RequestSender;
import dev.reevaluate.contracttests.policy.Policy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The cases of a document, while they are sent to a server. */
final class ContractRun {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final int MOST_SHOWN = 300;
    private static final JsonMapper JSON = new JsonMapper();

    private final Cases cases;
    private final Policy policy;
    private final ServerUnderTest server;
    private final UnwrittenOperations unwritten;
    private final Map<URI, RequestSender> senders = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private @Nullable String untouched;

    ContractRun(Cases cases, Policy policy, ServerUnderTest server) {
        this.cases = cases;
        this.policy = policy;
        this.server = server;
        this.unwritten = new UnwrittenOperations(server);
    }

    Cases cases() {
        return cases;
    }

    /** Returns what the policy does not name. */
    List<NotSupported> unexpectedlyNotSupported() {
        return cases.unexpectedlyNotSupported(policy);
    }

    ServerUnderTest server() {
        return server;
    }

    UnwrittenOperations unwritten() {
        return unwritten;
    }

    /** Returns what is wrong with the answer, a sentence each; afterwards the server's data is as before. */
    List<String> objectionsTo(Case example) {
        String before = untouched();
        Answer answer = sender(server.url()).send(example.request());
        boolean changed = !fingerprint().equals(before);
        answers.put(example.name(), answer);
        List<String> objections = new ArrayList<>();
        if (!example.expected().contains(answer.status())) {
            objections.add("the status is %s: %s".formatted(answer.status(), shortened(answer.body())));
        }
        objections.addAll(new AnswerJudge(example.operation()).objectionsTo(answer));
        boolean mayChange =
                answer.status() < 400 && !SAFE.contains(example.request().method());
        if (changed && !mayChange) {
            objections.add("it was answered %s, and changed what the server keeps".formatted(answer.status()));
        }
        if (changed) {
            untouched = null;
        }
        return objections;
    }

    private static String shortened(String body) {
        return body.length() <= MOST_SHOWN ? body : body.substring(0, MOST_SHOWN) + "...";
    }

    /** Sends requests to the address, over connections that are kept. */
    RequestSender sender(URI url) {
        return senders.computeIfAbsent(url, RequestSender::new);
    }

    /** Returns what the untouched server answers. */
    Answer answerOf(Case example) {
        Answer known = answers.get(example.name());
        if (known != null) {
            return known;
        }
        objectionsTo(example);
        return answerOf(example);
    }

    /** Returns all of an answer that another server must answer as well. */
    Map<String, Object> comparable(Case example, Answer answer) {
        Map<String, Object> comparable = new TreeMap<>();
        comparable.put("status", answer.status());
        comparable.put("media type", answer.mediaType());
        comparable.put("body", answer.bodiless() ? "" : body(answer));
        example.operation()
                .headersOf(answer.status())
                .forEach(name ->
                        comparable.put("header " + name, answer.header(name).orElse("")));
        return comparable;
    }

    // A refusal to the letter; of data, all but what varies
    private Object body(Answer answer) {
        if (answer.status() >= 400) {
            return answer.body();
        }
        try {
            JsonNode body = JSON.readTree(answer.body());
            for (String varying : policy.varying()) {
                body.findParents(varying).forEach(parent -> ((ObjectNode) parent).remove(varying));
            }
            return body;
        } catch (JacksonException noJson) {
            return answer.body();
        }
    }

    private String untouched() {
        String known = untouched;
        if (known != null) {
            return known;
        }
        if (server instanceof ObservedState state) {
            state.restore();
        }
        known = fingerprint();
        untouched = known;
        return known;
    }

    private String fingerprint() {
        return server instanceof ObservedState state ? state.fingerprint() : "";
    }
}
