package dev.reevaluate.server;

/** A number with what it counts: one run, but two runs. */
public final class Counted {

    private Counted() {}

    /** Returns the number and the noun, in the plural unless there is one. */
    public static String of(long count, String noun) {
        return count + " " + (count == 1 ? noun : plural(noun));
    }

    /** Returns the word for one, or the one for any other number. */
    public static String word(long count, String one, String many) {
        return count == 1 ? one : many;
    }

    private static String plural(String noun) {
        return noun.matches(".*[^aeiou]y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }
}
