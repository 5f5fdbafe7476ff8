package dev.reevaluate.server.judge;

import dev.reevaluate.server.SteadyClock;
import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.RunFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A judge as it is configured, its questions, and the wait for its answers. */
final class Judging implements AutoCloseable {

    static final String KEY = "sk-s3cr3t-key";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EndpointJudge judge;

    Judging(String baseUrl, Clock clock, String... settings) {
        JudgeProperties properties = properties(baseUrl, settings);
        judge = new EndpointJudge(URI.create(baseUrl), "test-model", properties, meters, clock, pauses(clock));
    }

    private static SteadyClock pauses(Clock clock) {
        return new SteadyClock(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    static Judging at(String baseUrl, String... settings) {
        return new Judging(baseUrl, Clock.systemUTC(), settings);
    }

    /** Each setting as {@code name=value}. */
    static JudgeProperties properties(String baseUrl, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "reevaluate.judge.base-url", baseUrl,
                "reevaluate.judge.model", "test-model",
                "reevaluate.judge.api-key", KEY,
                "reevaluate.judge.retry-delay", "1ms",
                "reevaluate.judge.timeout", "10s"));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            values.put("reevaluate.judge." + parts[0], parts[1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("reevaluate.judge", JudgeProperties.class);
    }

    static JudgeQuestion question(EvalType type, String prompt, String... enumValues) {
        return new JudgeQuestion(prompt, type, List.of(enumValues), call("Hello.", "Hi, this is Wren."), 1);
    }

    static JudgeQuestion binary() {
        return question(EvalType.BINARY, "Pass the call if the agent is polite.");
    }

    /** A question of that organization. */
    static JudgeQuestion of(long organization) {
        return new JudgeQuestion(
                "Pass the call if the agent is polite.",
                EvalType.BINARY,
                List.of(),
                call("Hello.", "Hi."),
                organization);
    }

    /** A call in which the caller says the first, and the agent the second. */
    static RunFacts call(String caller, String agent) {
        return Transcribed.run(List.of(
                Map.of("role", "Testing Agent", "content", caller, "start_time", 1),
                Map.of("role", "Main Agent", "content", agent, "start_time", 63)));
    }

    Judge judge() {
        return judge;
    }

    JudgeAnswer ask(JudgeQuestion question) {
        try {
            return judge.ask(question)
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JudgeUnavailableException unavailable) {
                throw unavailable;
            }
            throw new AssertionError(
                    e.getCause() instanceof TimeoutException ? "no answer" : "another failure", e.getCause());
        }
    }

    JudgeAnswer ask() {
        return ask(binary());
    }

    /** What was counted under the meter's name and tag. */
    double counted(String meter, String outcome) {
        return meters.get("reevaluate.judge." + meter).tag("outcome", outcome).meters().stream()
                .mapToDouble(it -> it.measure().iterator().next().getValue())
                .sum();
    }

    @Override
    public void close() {
        judge.close();
    }
}
