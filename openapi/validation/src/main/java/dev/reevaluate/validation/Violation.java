package dev.reevaluate.validation;

import com.networknt.schema.Error;
import java.util.List;
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

    /** Returns what it says about a field as a whole; a second one of the same kind adds nothing. */
    List<String> saying() {
        return List.of(place.field(), error.getKeyword());
    }
}
