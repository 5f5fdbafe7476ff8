package dev.reevaluate.validation;

import java.util.List;

/** The key that a request carries. */
public final class RequestKey {

    private RequestKey() {}

    /**
     * Returns the key, which must come once: of two, nobody can tell whose request it is.
     *
     * @param sent the key's header, as often as it came
     * @throws RequestRefusedException when there is none, or more than one
     */
    public static String of(OpenApiContract contract, List<String> sent) {
        if (sent.stream().allMatch(String::isBlank)) {
            throw RequestRefusedException.noKey(contract.keyHeader());
        }
        if (sent.size() > 1) {
            throw RequestRefusedException.unknownKey(contract.keyHeader());
        }
        return sent.get(0);
    }
}
