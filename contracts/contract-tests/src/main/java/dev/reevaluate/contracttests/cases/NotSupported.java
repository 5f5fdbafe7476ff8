package dev.reevaluate.contracttests.cases;

/**
 * Something of the document that no cases are derived from.
 *
 * @param place the operation, and the place in its request
 * @param what of the document it is
 * @param why no cases are derived from it
 */
public record NotSupported(String place, String what, String why) {

    /** Names it as a policy's {@code not_tried} does. */
    public String name() {
        return place + ": " + what;
    }

    @Override
    public String toString() {
        return "%s: not supported: %s, because %s".formatted(place, what, why);
    }
}
