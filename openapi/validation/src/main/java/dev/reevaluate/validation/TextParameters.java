package dev.reevaluate.validation;

import java.util.List;
import java.util.function.Function;

/** Holds the parameters of a query or of headers to their schemas. */
final class TextParameters {

    private TextParameters() {}

    /** Collects what the schemas have against the values sent by name; parameters that are not declared are ignored. */
    static void check(List<Operation.Parameter> declared, Function<String, List<String>> sent, FieldErrors errors) {
        for (Operation.Parameter parameter : declared) {
            List<String> given = sent.apply(parameter.name());
            // An empty value of what is no text is none; in a list beside others it is an element, and a wrong one
            if (!parameter.text().single().contains("string")
                    && !(parameter.isList() && given.stream().anyMatch(value -> !value.isEmpty()))) {
                given = given.stream().filter(value -> !value.isEmpty()).toList();
            }
            if (given.size() > 1 && !(parameter.isList() && parameter.exploded())) {
                errors.add(parameter.name(), ProtocolTexts.REPEATED);
            } else if (given.isEmpty() && parameter.required()) {
                errors.add(parameter.name(), ProtocolTexts.REQUIRED);
            } else if (!given.isEmpty()) {
                TextValue.check(parameter, given, errors);
            }
        }
    }
}
