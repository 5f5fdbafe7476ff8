package dev.reevaluate.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of every 400: what is wrong, a list of texts by field. */
public final class FieldErrors {

    /** The key of what belongs to no single field. */
    public static final String NON_FIELD = "non_field_errors";

    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    /** One text for one field. */
    public static FieldErrors of(String field, String text) {
        return new FieldErrors().add(field, text);
    }

    /** Adds a text for the field, behind those that it has. */
    public FieldErrors add(String field, String text) {
        texts.computeIfAbsent(field, none -> new ArrayList<>()).add(text);
        return this;
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The texts by field, in the order they were added. */
    public Map<String, List<String>> asMap() {
        return texts;
    }
}
