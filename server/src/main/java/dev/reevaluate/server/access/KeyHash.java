package dev.reevaluate.server.access;

import dev.reevaluate.server.Sha256;

/** All that is kept of a key. */
final class KeyHash {

    private KeyHash() {}

    // One round of SHA-256 is enough, and fast enough for every request: a key is long and random, no password.
    static byte[] of(String key) {
        return Sha256.of(key);
    }
}
