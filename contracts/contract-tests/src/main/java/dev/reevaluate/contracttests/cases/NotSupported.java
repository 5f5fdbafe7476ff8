package dev.reevaluate.contracttests.cases;

/**
 * Something of the document that no cases are derived from.
 *
 * @param place the operation, and the place in its request
 * @param what of the document it is
 * @param why no cases are derived from it
 */
public record NotSupported(String place, String what, String why) {

    private static final String NOTHING_TO_TRY = "it refuses no value";

    /** Of what no cases can be derived from, as nothing breaks it. */
    static NotSupported nothingToTry(String place, String what) {
        return new NotSupported(place, what, NOTHING_TO_TRY);
    }

    /** Returns whether nothing is left untried by it. */
    boolean isNothingToTry() {
        return why.equals(NOTHING_TO_TRY);
    }

    /** Names it as a policy's {@code not_tried} does. */
    public String name() {
        return place + ": " + what;
    }

    @Override
    public String toString() {
        return "%s: not supported: %s, because %s".formatted(place, what, why);
    }
}
