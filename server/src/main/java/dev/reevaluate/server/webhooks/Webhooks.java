package dev.reevaluate.server.webhooks;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes events in, inside the transaction that they tell of: no event without it, and none of it without an event. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Webhooks {

    private final Deliveries deliveries;

    Webhooks(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * The request's last evaluation completed the result, whose row the caller has locked. Where neither the result's agent
     * nor its project has a {@code webhook_url}, nothing is written.
     */
    public void resultCompleted(long resultId, long requestId) {
        deliveries.owe(resultId, requestId);
    }
}
