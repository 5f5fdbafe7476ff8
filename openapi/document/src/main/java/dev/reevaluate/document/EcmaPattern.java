package dev.reevaluate.document;

import com.google.re2j.Pattern;
import java.util.regex.MatchResult;

/** A regular expression of JSON Schema, read by RE2, which takes time and space in proportion to any text. */
public final class EcmaPattern {

    private static final java.util.regex.Pattern TOKEN = java.util.regex.Pattern.compile("\\\\.|[.\\[\\]]");

    private static final String SPACES = "\\s\\x0b\\x{feff}\\p{Z}";
    // A class has no room for another one that is left out, so that all characters but the spaces are listed
    private static final String NO_SPACES =
            "\\x00-\\x08\\x0e-\\x1f!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
                    + "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
    private static final String LINE_ENDS = "\\n\\r\\x{2028}\\x{2029}";

    private final Pattern pattern;

    private EcmaPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Reads one that a document may have. */
    public static EcmaPattern of(String regex) {
        return new EcmaPattern(Pattern.compile(withSpacesOfEcma(regex)));
    }

    /** Returns whether a part of the text follows it, as JSON Schema asks. */
    public boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    /** Returns whether the text as a whole follows it. */
    public boolean isAllOf(String text) {
        return pattern.matches(text);
    }

    // RE2 has the spaces and line ends of ASCII alone, ECMA-262 those of Unicode
    private static String withSpacesOfEcma(String pattern) {
        StringBuilder written = new StringBuilder();
        boolean inClass = false;
        int done = 0;
        for (MatchResult token : TOKEN.matcher(pattern).results().toList()) {
            written.append(pattern, done, token.start());
            done = token.end();
            written.append(
                    switch (token.group()) {
                        case "\\s" -> inClass ? SPACES : "[" + SPACES + "]";
                        case "\\S" -> inClass ? NO_SPACES : "[^" + SPACES + "]";
                        case "." -> inClass ? "." : "[^" + LINE_ENDS + "]";
                        default -> token.group();
                    });
            inClass = token.group().equals("[") || (inClass && !token.group().equals("]"));
        }
        return written.append(pattern.substring(done)).toString();
    }
}
