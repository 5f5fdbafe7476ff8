package dev.reevaluate.validation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One thing that the schema has against a body.
 *
 * @param position of the element, or -1 when it is about the whole field
 */
record Violation(String field, int position, String text) {

    /** Collects all of them, fields in declared order, elements in theirs. */
    static void check(JsonNode body, Schema schema, FieldErrors errors) {
        if (!body.isObject()) {
            errors.add(FieldErrors.NON_FIELD, Wording.notAnObject(body));
            return;
        }
        List<String> declared =
                List.copyOf(schema.getSchemaNode().path("properties").propertyNames());
        List<Violation> violations = new ArrayList<>();
        schema.validate(body).forEach(error -> violations.add(of(error, body)));
        violations.sort(Comparator.comparingInt((Violation violation) -> declared.indexOf(violation.field()))
                .thenComparingInt(Violation::position));
        violations.forEach(violation -> errors.add(violation.field(), violation.text()));
    }

    private static Violation of(Error error, JsonNode body) {
        var place = error.getInstanceLocation();
        if (place.getNameCount() == 0) {
            String field = error.getProperty() == null ? FieldErrors.NON_FIELD : error.getProperty();
            return new Violation(field, -1, Wording.violation(error, body));
        }
        String field = place.getElement(0).toString();
        JsonNode value = body.path(field);
        if (place.getNameCount() == 1) {
            return new Violation(field, -1, Wording.violation(error, value));
        }
        int position = ((Number) place.getElement(1)).intValue();
        return new Violation(field, position, Wording.item(position, Wording.violation(error, value.path(position))));
    }
}
