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
            throw RequestRefused.unreadable(Wording.BAD_QUERY);
        }
    }

    /** Collects what the schemas have against the values; parameters that are not declared are ignored. */
    void check(List<Operation.Parameter> declared, FieldErrors errors) {
        for (Operation.Parameter parameter : declared) {
            // An empty value of what is no text is none
            List<String> given = values.getOrDefault(parameter.name(), List.of()).stream()
                    .filter(value -> !value.isEmpty() || TextValue.isText(parameter.schema()))
                    .toList();
            if (given.size() > 1) {
                errors.add(parameter.name(), Wording.REPEATED);
            } else if (given.isEmpty() && parameter.required()) {
                errors.add(parameter.name(), Wording.REQUIRED);
            } else {
                given.forEach(value -> TextValue.check(parameter.name(), value, parameter.schema(), errors));
            }
        }
    }
}
