package dev.reevaluate.document;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The document asks for what can't be honoured; the message names the place, what it is, and why. */
public final class UnsupportedSpecFeatureException extends IllegalStateException {

    private static final Pattern IN_ANOTHER_FILE = Pattern.compile("#/" + DocumentFiles.FILES + "/([^/\\s]+)");

    /** Takes the place as a pointer, and the two ends of "not supported: ..., because ...". */
    public UnsupportedSpecFeatureException(String place, String what, String why) {
        super("%s: not supported: %s, because %s".formatted(located(place), written(what), why));
    }

    // With the file as its author calls it, and not by its place in the bundle
    private static String located(String place) {
        String written = written(place);
        int hash = written.indexOf('#');
        return hash > 0 ? written.substring(0, hash) + ", " + written.substring(hash) : "openapi.yaml, " + written;
    }

    private static String written(String text) {
        return IN_ANOTHER_FILE
                .matcher(text)
                .replaceAll((MatchResult file) -> Matcher.quoteReplacement(
                        file.group(1).replace("~1", "/").replace("~0", "~").replace("%25", "%") + "#"));
    }
}
