package dev.reevaluate.server.webhooks;

import org.jspecify.annotations.Nullable;

/**
 * Who gets an event.
 *
 * @param secret sent with each event, and signs it; null where there is none
 */
record Receiver(String url, @Nullable String secret) {

    /** People put keys into URLs: neither is ever printed. */
    @Override
    public String toString() {
        return "Receiver[******]";
    }
}
