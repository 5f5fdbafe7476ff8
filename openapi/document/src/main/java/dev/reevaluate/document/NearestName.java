package dev.reevaluate.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one stands for. */
public final class NearestName {

    private static final int SHORT = 5;

    private NearestName() {}

    /**
     * Returns the known name that differs from the written one in the fewest letters, whatever their case: in two at most, and in one
     * where a name is short.
     */
    public static Optional<String> among(Collection<String> known, String written) {
        return known.stream()
                .filter(name -> distance(name, written) <= most(Math.min(name.length(), written.length())))
                .min(Comparator.comparingInt(name -> distance(name, written)));
    }

    // Any name is two letters from "if"
    private static int most(int letters) {
        if (letters >= SHORT) {
            return 2;
        }
        return letters > 2 ? 1 : 0;
    }

    // Letters to insert, to leave out, to replace, or to swap with the next one: Levenshtein's with Damerau's
    private static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[][] distances = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int replaced = distances[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                distances[i][j] = Math.min(replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    distances[i][j] = Math.min(distances[i][j], distances[i - 2][j - 2] + 1);
                }
            }
        }
        return distances[left.length()][right.length()];
    }
}
