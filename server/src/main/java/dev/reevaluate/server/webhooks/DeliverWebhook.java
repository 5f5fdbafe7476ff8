package dev.reevaluate.server.webhooks;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.reevaluate.server.outage.DatabaseUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A scheduler execution: makes one attempt to deliver one event. The attempt is outside of any transaction; a process that
 * dies between the receiver's answer and our commit makes it again, with the same idempotency key.
 */
@Component
class DeliverWebhook {

    private static final Logger log = LoggerFactory.getLogger(DeliverWebhook.class);

    private final Deliveries deliveries;
    private final Payloads payloads;
    private final WebhookClient client;
    private final DeliveryMeters meters;
    private final WebhooksProperties properties;

    DeliverWebhook(
            Deliveries deliveries,
            Payloads payloads,
            WebhookClient client,
            DeliveryMeters meters,
            WebhooksProperties properties) {
        this.deliveries = deliveries;
        this.payloads = payloads;
        this.client = client;
        this.meters = meters;
        this.properties = properties;
    }

    CompletionHandler<Void> execute(TaskInstance<Void> execution, ExecutionContext context) {
        // Empty after a crash between the delivery's end and the removal of the execution: only that is left to do.
        return deliveries
                .find(Long.parseLong(execution.getId()))
                .map(this::deliver)
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    private CompletionHandler<Void> deliver(Delivery delivery) {
        Receiver receiver = delivery.receiver();
        if (receiver == null) {
            return giveUp(delivery, "neither the agent nor its project has a webhook_url any more");
        }
        Attempt attempt = attempt(delivery, receiver);
        if (attempt.accepted()) {
            deliveries.delivered(delivery);
            meters.count(DeliveryMeters.DELIVERED);
            log.debug("Webhook {} delivered by attempt {}", delivery.idempotencyKey(), delivery.attempts() + 1);
            return new CompletionHandler.OnCompleteRemove<>();
        }
        return properties.isLast(delivery.age())
                ? giveUp(delivery, attempt.outcome())
                : again(delivery, attempt.outcome());
    }

    private Attempt attempt(Delivery delivery, Receiver receiver) {
        try {
            String body = payloads.resultCompleted(delivery.organizationId(), delivery.resultId())
                    .orElseThrow();
            return client.send(receiver, delivery.idempotencyKey(), body);
        } catch (RuntimeException e) {
            if (DatabaseUnavailable.isCauseOf(e)) {
                throw e;
            }
            // Counted as an attempt, it is given up in the end, and those behind it have their turn. No message: it may
            // quote the data
            return Attempt.failed("the event can't be made: " + e.getClass().getSimpleName());
        }
    }

    private CompletionHandler<Void> again(Delivery delivery, String error) {
        Duration delay = properties.delayAfter(delivery.attempts(), delivery.age());
        deliveries.failed(delivery, error);
        meters.count(DeliveryMeters.FAILED);
        log.warn(
                "Webhook {} not delivered by attempt {}: {}. The next one is in {} s.",
                delivery.idempotencyKey(),
                delivery.attempts() + 1,
                error,
                delay.toSeconds());
        return (complete, execution) ->
                execution.reschedule(complete, complete.getTimeDone().plus(delay));
    }

    private CompletionHandler<Void> giveUp(Delivery delivery, String error) {
        deliveries.givenUp(delivery, error);
        meters.count(DeliveryMeters.GIVEN_UP);
        log.warn("Webhook {} given up after attempt {}: {}", delivery.idempotencyKey(), delivery.attempts() + 1, error);
        return new CompletionHandler.OnCompleteRemove<>();
    }
}
