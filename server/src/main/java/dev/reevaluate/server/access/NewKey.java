package dev.reevaluate.server.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    // A document that knows a key by its hash alone must not bring those that everybody knows; see demo/workspace.yaml
    private static final Set<String> OF_THE_DEMO = Stream.of(
                    "demo-key", "demo-read-only-key", "demo-project-key", "other-key")
            .map(NewKey::sha256)
            .collect(Collectors.toUnmodifiableSet());

    private static final SecureRandom RANDOM = new SecureRandom();

    private NewKey() {}

    /** Returns a key of 256 random bits. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** All that is kept of a key, in hexadecimal digits. */
    public static String sha256(String key) {
        return HexFormat.of().formatHex(KeyHash.of(key));
    }

    /** Why neither the key nor, where it is not known, its hash can be one of a document; never shows the key. */
    public static Optional<String> objection(@Nullable String key, @Nullable String sha256) {
        if (key != null) {
            return objection(key);
        }
        return sha256 != null && OF_THE_DEMO.contains(sha256)
                ? Optional.of("this is a key of the demo, which everybody knows")
                : Optional.empty();
    }

    /** Why the text can't be a key, and what to do; never shows the text. */
    public static Optional<String> objection(String key) {
        if (key.length() < SHORTEST) {
            return Optional.of(
                    "a key needs at least %s random characters, this one has %s".formatted(SHORTEST, key.length())
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
