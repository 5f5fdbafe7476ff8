package dev.reevaluate.contracttests.cases;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param headers their values by their names in lower case
 * @param bodiless whether HTTP allows no body here, as in the answer to a HEAD
 */
public record Answer(int status, Map<String, List<String>> headers, String body, boolean bodiless) {

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Returns the type without its parameters, in lower case; empty where there is none. */
    public String mediaType() {
        return header("Content-Type").orElse("").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
