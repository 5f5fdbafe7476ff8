package dev.reevaluate.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The body of every 400: what is wrong, a list of texts by field. Of each field the first texts are told and the others
 * counted, and so are the fields: no answer is much larger than its request, and none fills the memory.
 */
public final class FieldErrors {

    /** The key of what belongs to no single field. */
    public static final String NON_FIELD = "non_field_errors";

    /** How many texts of a field are told, and how many fields. */
    public static final int MOST = 100;

    private final Map<String, List<String>> told = new LinkedHashMap<>();
    private final Map<String, Long> others = new LinkedHashMap<>();

    /** One text for one field. */
    public static FieldErrors of(String field, String text) {
        return new FieldErrors().add(field, text);
    }

    /** Adds a text for the field, behind those that it has. */
    public FieldErrors add(String field, String text) {
        return addAll(field, List.of(text), Function.identity());
    }

    /** Adds a text for the field about each of the items; only those that are told are worded. */
    public <T> FieldErrors addAll(String field, Collection<T> items, Function<? super T, String> wording) {
        if (isBeyond(field)) {
            return addMore(NON_FIELD, items.size());
        }
        String name = ProtocolTexts.quoted(field);
        int room = MOST - told.getOrDefault(name, List.of()).size();
        items.stream()
                .limit(room)
                .map(wording)
                .forEach(text ->
                        told.computeIfAbsent(name, none -> new ArrayList<>()).add(text));
        return addMore(name, (long) items.size() - room);
    }

    /** Counts what is wrong with the field and will not be told; none where the count is not positive. */
    public FieldErrors addMore(String field, long count) {
        if (count > 0) {
            others.merge(isBeyond(field) ? NON_FIELD : ProtocolTexts.quoted(field), count, Long::sum);
        }
        return this;
    }

    /** Returns whether nothing is wrong. */
    public boolean isEmpty() {
        return told.isEmpty() && others.isEmpty();
    }

    /** Returns the texts by field, in the order they were added. */
    public Map<String, List<String>> asMap() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        told.forEach((field, texts) -> all.put(field, new ArrayList<>(texts)));
        others.forEach((field, count) ->
                all.computeIfAbsent(field, none -> new ArrayList<>()).add(ProtocolTexts.more(count)));
        return all;
    }

    // The caller may have thought of it; what is wrong with many fields is wrong with the body
    private boolean isBeyond(String field) {
        return told.size() >= MOST && !told.containsKey(ProtocolTexts.quoted(field));
    }
}
