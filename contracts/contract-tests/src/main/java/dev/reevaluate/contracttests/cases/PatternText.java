package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.EcmaPattern;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes up a text that follows a regular expression: of all that it leaves open the first, and of all that may repeat the least. */
final class PatternText {

    private static final Pattern TIMES = Pattern.compile("\\{(\\d{1,4})(?:,\\d*)?}|[*?+]");
    private static final Pattern GROUP = Pattern.compile("\\((?!\\?)|\\(\\?:|\\(\\?<[A-Za-z]\\w*>");
    private static final Pattern CLASS = Pattern.compile("\\[\\^?(?:\\\\.|[^]\\\\])+]");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:[pP]\\{\\w+(?:=\\w+)?}|x\\p{XDigit}{2}|u\\p{XDigit}{4}|c[A-Z]|[^pPxuc])");

    private final String regex;
    private int at;

    private PatternText(String regex) {
        this.regex = regex;
    }

    /** Returns one; empty where that is not so simple, as with what must follow without being part of it. */
    static Optional<String> of(String regex) {
        try {
            return Optional.of(new PatternText(regex).alternatives()).filter(EcmaPattern.of(regex)::isIn);
        } catch (IllegalArgumentException notSoSimple) {
            return Optional.empty();
        }
    }

    private String alternatives() {
        String first = sequence();
        while (isAt('|')) {
            at++;
            sequence();
        }
        return first;
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < regex.length() && !isAt('|') && !isAt(')')) {
            String atom = atom();
            text.append(atom.repeat(times()));
        }
        return text.toString();
    }

    private String atom() {
        switch (regex.charAt(at)) {
            case '(' -> {
                token(GROUP);
                String inside = alternatives();
                at++;
                return inside;
            }
            case '[' -> {
                return letter(token(CLASS));
            }
            case '\\' -> {
                String escape = token(ESCAPE);
                return escape.equalsIgnoreCase("\\b") ? "" : letter(escape);
            }
            case '^', '$' -> {
                at++;
                return "";
            }
            default -> {
                String one = Character.toString(regex.codePointAt(at));
                at += one.length();
                return one.equals(".") ? letter(one) : one;
            }
        }
    }

    private int times() {
        Matcher times = TIMES.matcher(regex).region(at, regex.length());
        if (!times.lookingAt()) {
            return 1;
        }
        at = times.end();
        if (isAt('?')) {
            at++;
        }
        return times.group(1) != null
                ? Integer.parseInt(times.group(1))
                : times.group().equals("+") ? 1 : 0;
    }

    private String token(Pattern kind) {
        Matcher token = kind.matcher(regex).region(at, regex.length());
        if (!token.lookingAt()) {
            throw new IllegalArgumentException(regex);
        }
        at = token.end();
        return token.group();
    }

    private boolean isAt(char sign) {
        return at < regex.length() && regex.charAt(at) == sign;
    }

    // One that is sent alike in each place, if there is such a one
    private static String letter(String among) {
        EcmaPattern pattern = EcmaPattern.of(among);
        return Stream.concat(
                        Stream.of("a", "A", "0", "1"),
                        IntStream.rangeClosed(' ', '\u024f').mapToObj(Character::toString))
                .filter(pattern::isAllOf)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(among));
    }
}
