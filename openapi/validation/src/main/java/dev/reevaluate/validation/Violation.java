package dev.reevaluate.validation;

import com.networknt.schema.Error;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A violation of the schema by a body. */
record Violation(Place place, Error error) {

    /** Collects all of them, fields in declared order, elements in theirs. */
    static void check(JsonNode body, DeclaredSchema schema, Iterable<String> declared, FieldErrors errors) {
        if (!body.isObject()) {
            errors.add(FieldErrors.NON_FIELD, ProtocolTexts.notAnObject(body));
            return;
        }
        Violations violations = new Violations(declared);
        schema.validator().validate(body, context -> context.setErrors(violations));
        violations.told().forEach(violation -> errors.add(violation.place().field(), violation.text(body)));
        violations.countOthers(errors);
    }

    static Violation of(Error error) {
        return new Violation(Place.of(error), error);
    }

    private String text(JsonNode body) {
        String text = ProtocolTexts.violation(error, place.in(body));
        return place.position() < 0 ? text : ProtocolTexts.item(place.position(), text);
    }

    /** Returns what it says; a second one that says the same, or is of the same keyword of a field as a whole, adds nothing. */
    List<Object> saying() {
        return place.steps().size() == 1
                ? List.of(place.steps(), error.getKeyword())
                : List.of(place.steps(), error.getKeyword(), Optional.ofNullable(error.getSchemaNode()));
    }
}
