package dev.reevaluate.server.judge;

import dev.reevaluate.server.evaluation.EvalType;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends one prompt to the model of the endpoint, in the answer format that both are known to take. */
final class ModelClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String model;
    private final JudgeProperties properties;
    private final ChatEndpoint endpoint;
    private final Resilience resilience;
    private final JudgeMeters meters;
    // Learnt from refusals; that two learn the same at once does no harm
    private volatile AnswerFormat format = AnswerFormat.JSON_SCHEMA;

    ModelClient(
            String model,
            JudgeProperties properties,
            ChatEndpoint endpoint,
            Resilience resilience,
            JudgeMeters meters) {
        this.model = model;
        this.properties = properties;
        this.endpoint = endpoint;
        this.resilience = resilience;
        this.meters = meters;
    }

    String model() {
        return model;
    }

    JudgeMeters meters() {
        return meters;
    }

    /** Asks, and asks again in a lesser format where the endpoint refuses this one. */
    CompletionStage<ChatReply> ask(JudgeQuestion question, Prompt prompt, @Nullable String correction) {
        AnswerFormat known = format;
        return ask(question, prompt, correction, known, known);
    }

    private CompletionStage<ChatReply> ask(
            JudgeQuestion question,
            Prompt prompt,
            @Nullable String correction,
            AnswerFormat first,
            AnswerFormat asked) {
        byte[] body = JSON.writeValueAsBytes(request(question, prompt, correction, asked));
        return resilience
                .call(question.organizationId(), attempt -> timed(body, attempt))
                .thenCompose(reply -> {
                    if (asked != AnswerFormat.WORDS && refusesFormat(reply)) {
                        return ask(question, prompt, correction, first, asked.next());
                    }
                    // The schema of an enum holds what an author wrote: its refusal may be about that alone
                    boolean ofTheEndpoint = question.evalType() != EvalType.ENUM || first != AnswerFormat.JSON_SCHEMA;
                    if (asked != first && reply.isSuccess() && ofTheEndpoint && format == first) {
                        format = asked;
                    }
                    return CompletableFuture.completedStage(reply);
                });
    }

    private CompletionStage<ChatReply> timed(byte[] body, int attempt) {
        long start = System.nanoTime();
        return endpoint.post(body, attempt)
                .whenComplete((reply, failure) -> meters.called(
                        Duration.ofNanos(System.nanoTime() - start),
                        reply,
                        failure == null ? null : Resilience.unavailable(failure)));
    }

    private ObjectNode request(JudgeQuestion question, Prompt prompt, @Nullable String correction, AnswerFormat asked) {
        ObjectNode request = JSON.createObjectNode().put("model", model);
        ArrayNode messages = request.putArray("messages");
        messages.addObject().put("role", "system").put("content", prompt.system());
        messages.addObject()
                .put("role", "user")
                .put("content", correction == null ? prompt.user() : prompt.user() + "\n\n" + correction);
        if (properties.temperatureNumber() != null) {
            request.put("temperature", properties.temperatureNumber());
        }
        asked.addTo(request, question);
        return request;
    }

    // Or quotes a question that has the word: nothing is learnt before a lesser format is taken
    private static boolean refusesFormat(ChatReply reply) {
        if (reply.status() != 400 && reply.status() != 422) {
            return false;
        }
        String text = reply.body().orElse("").toLowerCase(Locale.ROOT);
        return text.contains("response_format") || text.contains("json_schema") || text.contains("json_object");
    }
}
