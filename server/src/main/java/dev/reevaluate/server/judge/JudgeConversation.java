package dev.reevaluate.server.judge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One question: asked, held to what was asked for, and asked once more where the answer does not fit. */
final class JudgeConversation {

    private static final String CORRECTION =
            "Your last answer was not accepted: it %s. Answer again, with the JSON object alone.";

    private final ModelClient client;
    private final JudgeQuestion question;
    private final Prompt prompt;
    private final long start = System.nanoTime();
    private @Nullable String model;
    private @Nullable Long promptTokens;
    private @Nullable Long completionTokens;

    JudgeConversation(ModelClient client, JudgeQuestion question) {
        this.client = client;
        this.question = question;
        this.prompt = Prompt.of(question);
    }

    CompletionStage<JudgeAnswer> start() {
        return client.ask(question, prompt, null).thenCompose(reply -> {
            try {
                return CompletableFuture.completedStage(read(reply));
            } catch (MisfitException first) {
                return askAgain(first);
            }
        });
    }

    private CompletionStage<JudgeAnswer> askAgain(MisfitException first) {
        return client.ask(question, prompt, CORRECTION.formatted(first.getMessage()))
                .thenApply(reply -> {
                    try {
                        return read(reply);
                    } catch (MisfitException second) {
                        return new JudgeAnswer.Failed(
                                "The judge was asked twice, and its answer is no verdict: it %s. State in the metric's text what decides, or have the operator choose another model."
                                        .formatted(second.getMessage()),
                                extra());
                    }
                });
    }

    private JudgeAnswer read(ChatReply reply) {
        if (!reply.isSuccess()) {
            return new JudgeAnswer.Failed(Refusals.explain(reply), extra());
        }
        Completion completion = Completion.read(reply);
        client.meters().used(completion);
        model = completion.model();
        promptTokens = sum(promptTokens, completion.promptTokens());
        completionTokens = sum(completionTokens, completion.completionTokens());
        return AnswerReader.read(completion.content(), question, extra());
    }

    private Map<String, Object> extra() {
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("model", model == null ? client.model() : model);
        extra.put("latency_ms", Duration.ofNanos(System.nanoTime() - start).toMillis());
        if (promptTokens != null) {
            extra.put("prompt_tokens", promptTokens);
        }
        if (completionTokens != null) {
            extra.put("completion_tokens", completionTokens);
        }
        if (!prompt.unknownVariables().isEmpty()) {
            extra.put("unknown_variables", prompt.unknownVariables());
        }
        return extra;
    }

    private static @Nullable Long sum(@Nullable Long before, @Nullable Long more) {
        return more == null ? before : (Long) ((before == null ? 0 : before) + more);
    }
}
