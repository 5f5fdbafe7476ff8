package dev.reevaluate.server.judge;

import dev.reevaluate.server.SteadyClock;
import dev.reevaluate.server.evaluation.EvalType;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Judges by a language model behind an OpenAI-compatible endpoint. */
final class EndpointJudge implements Judge, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EndpointJudge.class);
    // Enough for hundreds of calls in flight: nothing on them waits.
    private static final int THREADS = 2;

    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, threads("judge-"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads("judge-timer-"));
    private final ConcurrencyLimit limit;
    private final JudgeMeters meters;
    private final ModelClient model;

    EndpointJudge(
            URI baseUrl,
            String model,
            JudgeProperties properties,
            MeterRegistry registry,
            Clock clock,
            SteadyClock pauses) {
        this.limit = new ConcurrencyLimit(properties.concurrency(), properties.queueCapacity(), executor);
        Resilience resilience = new Resilience(properties, timer, pauses);
        this.meters = new JudgeMeters(registry, limit, resilience);
        this.model = new ModelClient(
                model, properties, new ChatEndpoint(baseUrl, properties, executor, clock), resilience, meters);
    }

    @Override
    public CompletionStage<JudgeAnswer> ask(JudgeQuestion question) {
        return answer(question).handle((answer, failure) -> {
            JudgeUnavailableException unavailable = failure == null ? null : Resilience.unavailable(failure);
            if (unavailable != null) {
                meters.ended(null);
                throw unavailable;
            }
            JudgeAnswer ended = failure == null ? answer : broken(failure);
            meters.ended(ended);
            return ended;
        });
    }

    /** Gives open questions back as trouble that passes. */
    @Override
    public void close() {
        limit.close();
        timer.shutdownNow();
        executor.shutdown();
    }

    private CompletableFuture<JudgeAnswer> answer(JudgeQuestion question) {
        String fault = fault(question);
        return fault != null
                ? CompletableFuture.completedFuture(new JudgeAnswer.Failed(fault, Map.of()))
                : limit.run(question.organizationId(), () -> new JudgeConversation(model, question).start());
    }

    private static @Nullable String fault(JudgeQuestion question) {
        if (question.prompt().isBlank()) {
            return "The metric has no prompt: write down what is to be judged.";
        } else if (question.evalType() == EvalType.ENUM && question.enumValues().isEmpty()) {
            return "The metric has no enum_values: list the values to choose from.";
        }
        return null;
    }

    private static JudgeAnswer broken(Throwable failure) {
        log.error("A question to the judge failed", failure);
        return new JudgeAnswer.Failed(
                "The evaluation failed for a reason inside the server; its log says more.", Map.of());
    }

    private static CustomizableThreadFactory threads(String prefix) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
        threads.setDaemon(true);
        return threads;
    }
}
