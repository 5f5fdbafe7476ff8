package dev.reevaluate.validation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query. */
record QueryParameters(Map<String, List<String>> values) {

    static QueryParameters of(@Nullable String query) {
        try {
            return new QueryParameters(query == null ? Map.of() : UrlEncoded.query(query));
        } catch (IllegalArgumentException undecodable) {
            throw RequestRefusedException.unreadable(ProtocolTexts.BAD_QUERY);
        }
    }

    /** Returns the values of a parameter, none where it was not sent. */
    List<String> named(String name) {
        return values.getOrDefault(name, List.of());
    }
}
