package dev.reevaluate.rules;

import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.validation.RequestRefusedException;
import org.jspecify.annotations.Nullable;

/** Who may see a balance: a key of the whole organization, and that organization's alone. */
public final class BalanceAccess {

    private BalanceAccess() {}

    /**
     * Refuses whoever may not see the balance that is asked for.
     *
     * @param organization the caller's
     * @param ofProject whether the caller's key is one of a project
     * @param asked the organization in the request; null where it names none
     */
    public static void check(long organization, boolean ofProject, @Nullable Long asked) {
        if (ofProject) {
            throw RequestRefusedException.forbidden();
        }
        if (asked != null && asked != organization) {
            throw RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND);
        }
    }
}
