package dev.reevaluate.validation;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.MatchResult;

/** A regular expression of RE2, which takes time and space in proportion to any text. */
record LinearPattern(Pattern pattern) implements RegularExpression {

    private static final java.util.regex.Pattern TOKEN = java.util.regex.Pattern.compile("\\\\.|[.\\[\\]]");

    private static final String SPACES = "\\s\\x0b\\x{feff}\\p{Z}";
    private static final String LINE_ENDS = "\\n\\r\\x{2028}\\x{2029}";

    static RegularExpression of(String pattern) {
        return new LinearPattern(Pattern.compile(withSpacesOfEcma(pattern)));
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(text).find();
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
                        case "\\S" -> inClass ? "\\S" : "[^" + SPACES + "]";
                        case "." -> inClass ? "." : "[^" + LINE_ENDS + "]";
                        default -> token.group();
                    });
            inClass = token.group().equals("[") || (inClass && !token.group().equals("]"));
        }
        return written.append(pattern.substring(done)).toString();
    }
}
