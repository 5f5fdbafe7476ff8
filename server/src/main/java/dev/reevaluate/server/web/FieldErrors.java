package dev.reevaluate.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of every 400: what is wrong, a list of texts by field. */
final class FieldErrors {

    /** The key of what belongs to no single field. */
    static final String NON_FIELD = "non_field_errors";

    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    static FieldErrors of(String field, String text) {
        return new FieldErrors().add(field, text);
    }

    FieldErrors add(String field, String text) {
        texts.computeIfAbsent(field, none -> new ArrayList<>()).add(text);
        return this;
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    Map<String, List<String>> asMap() {
        return texts;
    }
}
