package dev.reevaluate.server.judge;

import java.util.regex.Pattern;

/** Makes foreign text fit for a prompt, for JSON, and for the database. */
final class Texts {

    // No NUL and no half of a surrogate pair: neither UTF-8 nor PostgreSQL takes them.
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|\\p{Cs}");

    // What chat templates of model servers take for the end of a message or the start of a role, such as <|im_start|>,
    // <start_of_turn>, </s>, <<SYS>> and [/INST]. It is broken up by a space, which nobody who reads the call minds.
    private static final Pattern TAG = Pattern.compile("<(?=[|\\uFF5C/<\\p{L}])|\\[(?=/?[A-Z_]+])");

    private Texts() {}

    /** Returns the text without characters that can't be written down. */
    static String printable(String text) {
        return UNFIT.matcher(text.replace("\r\n", "\n")).replaceAll(" ");
    }

    /** Returns the text as data inside a prompt: nothing in it opens or closes a tag, a role or a message. */
    static String asData(String text) {
        return TAG.matcher(printable(text)).replaceAll("$0 ");
    }

    /** Returns the text, cut to the number of characters. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
