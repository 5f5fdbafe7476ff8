package dev.reevaluate.document;

/** The document asks for what can't be honoured; the message names the place, what it is, and why. */
public final class UnsupportedSpecFeatureException extends IllegalStateException {

    /** Takes the place as a pointer, and the two ends of "not supported: ..., because ...". */
    public UnsupportedSpecFeatureException(String place, String what, String why) {
        super("openapi.yaml, %s: not supported: %s, because %s".formatted(place, what, why));
    }
}
