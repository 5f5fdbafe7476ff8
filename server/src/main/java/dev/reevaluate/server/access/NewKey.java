package dev.reevaluate.server.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a new key has to be: long and random. Keys are kept as one round of SHA-256 without salt, so whoever sees the
 * hashes can try billions of keys a second; against 128 random bits or more that leads nowhere.
 */
public final class NewKey {

    private static final int SHORTEST = 32;
    private static final int FEWEST_CHARACTERS = 8;
    private static final int RANDOM_BYTES = 32;
    private static final String MAKE_ONE = "; make one with \"openssl rand -hex 32\"";

    // Others are cut off or refused on their way through an HTTP header.
    private static final Pattern SENDABLE = Pattern.compile("[!-~]*");

    private static final SecureRandom RANDOM = new SecureRandom();

    private NewKey() {}

    /** Returns a key of 256 random bits. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Why the text can't be a key, and what to do; never shows the text. */
    public static Optional<String> objection(String key) {
        if (key.length() < SHORTEST) {
            return Optional.of(
                    "a key needs at least %d random characters, this one has %d".formatted(SHORTEST, key.length())
                            + MAKE_ONE);
        }
        if (key.chars().distinct().count() < FEWEST_CHARACTERS) {
            return Optional.of("a key is random, this one repeats a few characters" + MAKE_ONE);
        }
        if (!SENDABLE.matcher(key).matches()) {
            return Optional.of("a key has letters, digits and signs of ASCII only, and no space" + MAKE_ONE);
        }
        return Optional.empty();
    }
}
