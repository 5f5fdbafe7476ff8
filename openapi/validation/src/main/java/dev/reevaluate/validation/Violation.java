package dev.reevaluate.validation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One thing that the schema has against a body.
 *
 * @param position of the element, or -1 when it is about the whole field
 */
record Violation(String field, int position, Error error) {

    /** Collects all of them, fields in declared order, elements in theirs. */
    static void check(JsonNode body, Schema schema, FieldErrors errors) {
        if (!body.isObject()) {
            errors.add(FieldErrors.NON_FIELD, Wording.notAnObject(body));
            return;
        }
        Violations violations = new Violations(
                List.copyOf(schema.getSchemaNode().path("properties").propertyNames()));
        schema.validate(body, context -> context.setErrors(violations));
        violations.told().forEach(violation -> errors.add(violation.field(), violation.text(body)));
        violations.countOthers(errors);
    }

    static Violation of(Error error) {
        var place = error.getInstanceLocation();
        if (place.getNameCount() == 0) {
            return new Violation(error.getProperty() == null ? FieldErrors.NON_FIELD : error.getProperty(), -1, error);
        }
        String field = place.getElement(0).toString();
        return place.getNameCount() == 1
                ? new Violation(field, -1, error)
                : new Violation(field, ((Number) place.getElement(1)).intValue(), error);
    }

    private String text(JsonNode body) {
        if (error.getInstanceLocation().getNameCount() == 0) {
            return Wording.violation(error, body);
        }
        JsonNode value = body.path(field);
        return position < 0
                ? Wording.violation(error, value)
                : Wording.item(position, Wording.violation(error, value.path(position)));
    }
}
