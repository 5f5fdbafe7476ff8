package dev.reevaluate.validation;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Where a value is wrong.
 *
 * @param steps names and positions, from the outside in
 */
record Place(List<Object> steps) {

    private static final Set<String> ABOUT_A_PROPERTY =
            Set.of("required", "dependentRequired", "additionalProperties", "unevaluatedProperties", "propertyNames");

    /** Of what an object lacks, or has too much, the place is that property's. */
    static Place of(Error error) {
        List<Object> steps = new ArrayList<>();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            steps.add(error.getInstanceLocation().getElement(i));
        }
        if (error.getProperty() != null && ABOUT_A_PROPERTY.contains(error.getKeyword())) {
            steps.add(error.getProperty());
        }
        return new Place(steps);
    }

    /** Returns the outermost name; that of no field, where the whole body is meant. */
    String outermost() {
        return steps.isEmpty() ? FieldErrors.NON_FIELD : steps.get(0).toString();
    }

    /** Returns the names and positions, with dots between, but for the position of an element, which its text tells. */
    String field() {
        List<Object> named = position() < 0 ? steps : steps.subList(0, steps.size() - 1);
        return named.isEmpty()
                ? FieldErrors.NON_FIELD
                : named.stream().map(Object::toString).collect(Collectors.joining("."));
    }

    /** Returns the position of an element, or -1 where no element of a list is meant. */
    int position() {
        return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Number position ? position.intValue() : -1;
    }

    /** Returns the first position on the way, or -1. */
    int firstPosition() {
        return steps.stream()
                .filter(Number.class::isInstance)
                .mapToInt(step -> ((Number) step).intValue())
                .findFirst()
                .orElse(-1);
    }

    /** Returns the value there; a missing node where there is none. */
    JsonNode in(JsonNode value) {
        JsonNode there = value;
        for (Object step : steps) {
            there = step instanceof Number position ? there.path(position.intValue()) : there.path(step.toString());
        }
        return there;
    }
}
