package dev.reevaluate.server.webhooks;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Signs events as Standard Webhooks has it. A secret {@code whsec_...} is the Base64 of the key, as the standard says; any
 * other secret, which the vendor allows, is the key itself, as UTF-8.
 */
final class Signature {

    private static final String STANDARD = "whsec_";

    private Signature() {}

    /**
     * Returns the value of {@code webhook-signature}.
     *
     * @throws IllegalArgumentException when the secret can't sign, such as {@code whsec_} alone
     */
    static String of(String secret, String id, Instant at, String body) {
        try {
            return key(secret).sign(id, at.getEpochSecond(), body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            // Not quoted: what it says of the secret is unknown.
            throw new IllegalArgumentException("the webhook_secret can't sign");
        }
    }

    private static Webhook key(String secret) throws EmptyWebhookSecretException {
        if (secret.startsWith(STANDARD)) {
            try {
                return new Webhook(secret);
            } catch (IllegalArgumentException notBase64) {
                // It only looks like one of the standard's.
            }
        }
        return new Webhook(secret.getBytes(StandardCharsets.UTF_8));
    }
}
