package dev.reevaluate.stubs;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** How the fields of a form are written: regular expressions for the fields one by one, and for the end. */
enum FormSyntax {
    URLENCODED("", "$") {
        @Override
        String field(String name, String value) {
            return name + "=(?:" + value + ")(?:&|$)";
        }

        @Override
        String any() {
            return "[^&]+(?:&|$)|&";
        }

        @Override
        String anyBut(String name) {
            return "(?!" + name + "(?:=|\\[|%5[Bb]|&|$))(?:" + any() + ")";
        }

        @Override
        String value(String text) {
            return text.codePoints()
                    .mapToObj(Character::toString)
                    .map(character -> {
                        String encoded = URLEncoder.encode(character, StandardCharsets.UTF_8);
                        return encoded.equals(character)
                                ? Regex.literally(character)
                                : "(?:" + Regex.literally(character) + "|" + Regex.literally(encoded) + ")";
                    })
                    .collect(Collectors.joining());
        }
    },

    /** Group 1 is the boundary, whatever it is. A part may have further headers; one that is a file is no field. */
    MULTIPART("--([^\\r\\n]+?)(?=\\r\\n)", "--\\s*$") {
        @Override
        String field(String name, String value) {
            return "\\r\\n(?:[^\\r\\n]+\\r\\n)*?" + DISPOSITION + NAME + name + "\"\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n(?:"
                    + value + ")\\r\\n--\\1";
        }

        @Override
        String any() {
            return "\\r\\n(?:(?!\\r\\n--\\1).)*\\r\\n--\\1";
        }

        @Override
        String anyBut(String name) {
            return "(?!\\r\\n(?:[^\\r\\n]+\\r\\n)*?" + DISPOSITION + NAME + name + "[\"\\[])" + any();
        }

        @Override
        String value(String text) {
            return Regex.literally(text);
        }
    };

    private static final String DISPOSITION = "(?i:Content-Disposition): *form-data; *";
    private static final String NAME = "name=\"";

    private final String start;
    private final String end;

    FormSyntax(String start, String end) {
        this.start = start;
        this.end = end;
    }

    /** Returns the field with a value, which is a regular expression too. */
    abstract String field(String name, String value);

    /** Any field. */
    abstract String any();

    /** Any field but this one, with or without an index. */
    abstract String anyBut(String name);

    /** Returns the text as a value may be written. */
    abstract String value(String text);

    String start() {
        return start;
    }

    String end() {
        return end;
    }
}
