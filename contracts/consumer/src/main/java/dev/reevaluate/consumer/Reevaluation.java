package dev.reevaluate.consumer;

import dev.reevaluate.client.api.ResultsApi;
import dev.reevaluate.client.model.BulkEvaluateRequest;
import dev.reevaluate.client.model.ResultDetail;
import dev.reevaluate.client.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.HttpClientErrorException;

/** Re-evaluates metrics over results, and waits until the new scores are there. */
public final class Reevaluation {

    private static final ParameterizedTypeReference<Map<String, List<String>>> ERRORS =
            new ParameterizedTypeReference<>() {};

    private final ResultsApi results;
    private final InstantSource clock;
    private final Pause betweenPolls;
    private final Duration timeout;

    public Reevaluation(ResultsApi results, InstantSource clock, Pause betweenPolls, Duration timeout) {
        this.results = results;
        this.clock = clock;
        this.betweenPolls = betweenPolls;
        this.timeout = timeout;
    }

    /**
     * Returns the results with their new scores, in the order of the ids.
     *
     * @throws RefusedException when the request is refused; then nothing has changed
     * @throws NotEndedException when a result is still running after the timeout; the evaluation goes on
     */
    public List<ResultDetail> run(List<Long> resultIds, List<Long> metricIds) {
        Instant deadline = clock.instant().plus(timeout);
        request(resultIds, metricIds);
        List<ResultDetail> ended = new ArrayList<>();
        for (Long id : resultIds) {
            ended.add(awaitEnd(id, deadline));
        }
        return ended;
    }

    private void request(List<Long> resultIds, List<Long> metricIds) {
        try {
            results.bulkEvaluateMetrics(
                    new BulkEvaluateRequest().resultIds(resultIds).metricIds(metricIds), null);
        } catch (HttpClientErrorException.BadRequest refused) {
            throw new RefusedException(Objects.requireNonNullElse(refused.getResponseBodyAs(ERRORS), Map.of()));
        }
    }

    // A result is running from the moment the request is accepted, and in the end completed or failed
    private ResultDetail awaitEnd(long id, Instant deadline) {
        ResultDetail result = results.retrieveResult(id);
        while (result.getStatus() == Status.RUNNING) {
            if (!clock.instant().isBefore(deadline)) {
                throw new NotEndedException(id, timeout);
            }
            betweenPolls.pause();
            result = results.retrieveResult(id);
        }
        return result;
    }

    /** Lets some time pass. */
    @FunctionalInterface
    public interface Pause {

        void pause();
    }
}
