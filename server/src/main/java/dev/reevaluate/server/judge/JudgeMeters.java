package dev.reevaluate.server.judge;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator watches of the judge. */
final class JudgeMeters {

    private static final List<String> CALLS = List.of(
            "answered",
            "refused",
            "rate_limited",
            "server_error",
            "timeout",
            "unreachable",
            "connection_lost",
            "stale_connection");
    private static final List<String> ANSWERS = List.of("verdict", "not_applicable", "failed", "unavailable");

    private final MeterRegistry registry;

    JudgeMeters(MeterRegistry registry, ConcurrencyLimit limit, Resilience resilience) {
        this.registry = registry;
        // There from the start, so that a rate is 0 and not unknown.
        CALLS.forEach(this::calls);
        ANSWERS.forEach(this::answers);
        tokens("prompt");
        tokens("completion");
        Gauge.builder("reevaluate.judge.in.flight", limit, ConcurrencyLimit::inUse)
                .description("Questions that are with the endpoint")
                .register(registry);
        Gauge.builder("reevaluate.judge.queued", limit, ConcurrencyLimit::waiting)
                .description("Questions that wait for a free place")
                .register(registry);
        for (CircuitBreaker.State state :
                List.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN)) {
            Gauge.builder("reevaluate.judge.circuit", resilience, it -> it.state() == state ? 1 : 0)
                    .description("1 for the worst state of an organization's circuit, 0 for the others")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** One call of the endpoint, successful or not. */
    void called(Duration latency, @Nullable ChatReply reply, @Nullable JudgeUnavailableException failure) {
        String outcome = failure != null
                ? failure.trouble().name().toLowerCase(Locale.ROOT)
                : reply != null && reply.isSuccess() ? "answered" : "refused";
        calls(outcome).record(latency);
    }

    void used(Completion completion) {
        if (completion.promptTokens() != null) {
            tokens("prompt").increment(completion.promptTokens());
        }
        if (completion.completionTokens() != null) {
            tokens("completion").increment(completion.completionTokens());
        }
    }

    /** One question, answered or given back. */
    void ended(@Nullable JudgeAnswer answer) {
        if (answer instanceof JudgeAnswer.Verdict) {
            answers("verdict").increment();
        } else if (answer instanceof JudgeAnswer.NotApplicable) {
            answers("not_applicable").increment();
        } else {
            answers(answer == null ? "unavailable" : "failed").increment();
        }
    }

    private Timer calls(String outcome) {
        return Timer.builder("reevaluate.judge.calls")
                .description("Calls of the endpoint, attempts counted one by one")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter answers(String outcome) {
        return Counter.builder("reevaluate.judge.answers")
                .description("Questions answered, or given back for later")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter tokens(String direction) {
        return Counter.builder("reevaluate.judge.tokens")
                .description("Tokens as the endpoint counts them")
                .tag("direction", direction)
                .register(registry);
    }
}
