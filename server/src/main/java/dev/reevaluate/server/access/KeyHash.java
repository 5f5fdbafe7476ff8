package dev.reevaluate.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** All that is kept of a key. */
final class KeyHash {

    private KeyHash() {}

    // One round of SHA-256 is enough, and fast enough for every request: a key is long and random, no password.
    static byte[] of(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
