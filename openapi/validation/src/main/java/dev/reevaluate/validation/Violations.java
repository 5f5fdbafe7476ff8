package dev.reevaluate.validation;

import com.networknt.schema.Error;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes what the schema has against a body while it is looked at, and only counts what will not be told: the library's own
 * list of a body's wrong elements is hundreds of times larger than the body.
 */
final class Violations extends AbstractList<Error> {

    private final List<String> declared;
    private final List<Violation> told = new ArrayList<>();
    private final Map<String, Integer> elements = new LinkedHashMap<>();
    // A keyword that is broken more than once, such as uniqueItems, says nothing new; nor does a schema that several
    // lead to
    private final Set<List<Object>> said = new HashSet<>();
    private int undeclared;
    private int count;

    /** Takes the fields that the schema declares, in their order. */
    Violations(Iterable<String> declared) {
        this.declared = new ArrayList<>();
        declared.forEach(this.declared::add);
    }

    @Override
    public boolean add(Error error) {
        count++;
        Violation violation = Violation.of(error);
        if (isTold(violation)) {
            told.add(violation);
        }
        return true;
    }

    /** Returns how many there were; the library asks whether they have become more. */
    @Override
    public int size() {
        return count;
    }

    @Override
    public Error get(int index) {
        throw new UnsupportedOperationException("what was found is not kept");
    }

    /** Returns those that are told, fields in declared order, elements in theirs. */
    List<Violation> told() {
        told.sort(Comparator.comparingInt((Violation violation) ->
                        declared.indexOf(violation.place().outermost()))
                .thenComparingInt(violation -> violation.place().firstPosition()));
        return told;
    }

    /** Counts the others. */
    void countOthers(FieldErrors errors) {
        elements.forEach((field, found) -> errors.addMore(field, (long) found - FieldErrors.MOST));
        errors.addMore(FieldErrors.NON_FIELD, (long) undeclared - FieldErrors.MOST);
    }

    // The names that a schema declares are few, those that a caller can think of are not
    private boolean isTold(Violation violation) {
        if (said.contains(violation.saying())) {
            return false;
        }
        String field = violation.place().outermost();
        boolean isTold;
        if (!declared.contains(field)) {
            isTold = ++undeclared <= FieldErrors.MOST;
        } else {
            isTold =
                    violation.place().steps().size() == 1 || elements.merge(field, 1, Integer::sum) <= FieldErrors.MOST;
        }
        return isTold && said.add(violation.saying());
    }
}
