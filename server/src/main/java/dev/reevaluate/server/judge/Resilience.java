package dev.reevaluate.server.judge;

import dev.reevaluate.server.SteadyClock;
import dev.reevaluate.server.judge.JudgeUnavailableException.Trouble;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Repeats attempts while their trouble may pass, and stops calling an endpoint that is away. Whether it is, each organization
 * finds out for itself: what one asks may make the endpoint fail, and answer all others.
 */
final class Resilience {

    static final int WINDOW = 40;

    private static final int FAILURES_TO_OPEN = 20;
    // As many as try whether the endpoint is back; the others are told to come back later.
    private static final int TRIALS = 4;
    private static final long MAX_BACKOFF = 32;
    private static final double DOUBLED = 2;
    private static final double HALF_BY_CHANCE = 0.5;

    private final Retry retry;
    private final CircuitBreakerRegistry circuits;
    private final Duration pause;
    private final ScheduledExecutorService timer;

    Resilience(JudgeProperties properties, ScheduledExecutorService timer, SteadyClock clock) {
        this.timer = timer;
        this.retry = Retry.of("judge", retry(properties));
        this.pause = properties.pause();
        this.circuits = CircuitBreakerRegistry.of(circuit(pause, clock));
    }

    /** Returns the worst state of an organization's circuit: open, else half open, else closed. */
    CircuitBreaker.State state() {
        Set<CircuitBreaker.State> states = circuits.getAllCircuitBreakers().stream()
                .map(CircuitBreaker::getState)
                .collect(Collectors.toSet());
        return Stream.of(CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN)
                .filter(states::contains)
                .findFirst()
                .orElse(CircuitBreaker.State.CLOSED);
    }

    /** Runs the attempt until it succeeds, fails for good, or has been tried often enough; attempts count from 1. */
    <T> CompletionStage<T> call(long organization, IntFunction<CompletionStage<T>> attempt) {
        CircuitBreaker circuit = circuits.circuitBreaker(Long.toString(organization));
        int[] count = {0};
        return retry.<T>executeCompletionStage(
                        timer, () -> circuit.executeCompletionStage(() -> attempt.apply(++count[0])))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        cause(failure) instanceof CallNotPermittedException ? paused() : failure));
    }

    private JudgeUnavailableException paused() {
        return new JudgeUnavailableException(
                Trouble.CIRCUIT_OPEN, "the judge's endpoint has failed too often and is tried again soon", pause);
    }

    /** Returns the trouble that passes, if the failure is one. */
    static @Nullable JudgeUnavailableException unavailable(Throwable failure) {
        return cause(failure) instanceof JudgeUnavailableException unavailable ? unavailable : null;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static RetryConfig retry(JudgeProperties properties) {
        Duration longest = properties.maxRetryAfter();
        Duration first = properties.retryDelay();
        IntervalFunction backoff = IntervalFunction.ofExponentialRandomBackoff(
                first, DOUBLED, HALF_BY_CHANCE, first.multipliedBy(MAX_BACKOFF));
        return RetryConfig.custom()
                .maxAttempts(properties.maxAttempts())
                .retryOnException(failure -> failure instanceof JudgeUnavailableException unavailable
                        && (unavailable.retryAfter() == null
                                || unavailable.retryAfter().compareTo(longest) <= 0))
                .intervalBiFunction((attempt, outcome) -> asked(outcome).toMillis() + backoff.apply(attempt))
                .build();
    }

    // On top of what the endpoint asks for comes the back-off, so that not all come back in the same instant.
    private static Duration asked(Either<Throwable, Object> outcome) {
        return outcome.isLeft()
                        && outcome.getLeft() instanceof JudgeUnavailableException unavailable
                        && unavailable.retryAfter() != null
                ? unavailable.retryAfter()
                : Duration.ZERO;
    }

    private static CircuitBreakerConfig circuit(Duration pause, SteadyClock clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        WINDOW,
                        FAILURES_TO_OPEN,
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                // A model that thinks for a minute is not away; the timeout says what is.
                .slowCallDurationThreshold(Duration.ofDays(1))
                // Told to slow down is not away either, and neither is what a reply refuses: replies are successes.
                .recordException(failure -> failure instanceof JudgeUnavailableException unavailable
                        && unavailable.trouble() != Trouble.RATE_LIMITED)
                // A pooled connection that the endpoint had closed fails a first attempt. It says nothing of the
                // endpoint.
                .ignoreException(failure -> failure instanceof JudgeUnavailableException unavailable
                        && unavailable.trouble() == Trouble.STALE_CONNECTION)
                .clock(clock)
                .writableStackTraceEnabled(false)
                .build();
    }
}
