package dev.reevaluate.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one stands for. */
public final class NearestName {

    private static final int MOST_LETTERS = 2;

    private NearestName() {}

    /** Returns the known name that differs from the written one in the fewest letters, and in two at most, whatever their case. */
    public static Optional<String> among(Collection<String> known, String written) {
        return known.stream()
                .filter(name -> distance(name, written) <= MOST_LETTERS)
                .min(Comparator.comparingInt(name -> distance(name, written)));
    }

    // Letters to insert, to leave out, or to replace, by Levenshtein
    private static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
