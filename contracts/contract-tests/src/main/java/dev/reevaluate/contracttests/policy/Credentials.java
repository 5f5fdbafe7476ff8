package dev.reevaluate.contracttests.policy;

import java.util.List;
import java.util.Optional;

/**
 * The credentials of a security scheme, as they are sent: a key, a token, or {@code user:password} of basic authentication.
 *
 * @param full one that may call every operation
 * @param readOnly one that may only read, if there is such a thing
 * @param others further ones that the server knows
 */
public record Credentials(String full, Optional<String> readOnly, List<String> others) {

    /** Returns whether the server knows it. */
    public boolean knows(String credential) {
        return full.equals(credential)
                || readOnly.filter(credential::equals).isPresent()
                || others.contains(credential);
    }
}
