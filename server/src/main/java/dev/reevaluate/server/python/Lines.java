package dev.reevaluate.server.python;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a program. */
record Lines(List<String> lines) {

    static Lines of(String source) {
        return new Lines(source.stripTrailing().lines().toList());
    }

    int last() {
        return Math.max(1, lines.size());
    }

    /** Returns the last line, from 1, that assigns to the variable; the program's last one where none does. */
    int assigning(@Nullable String variable) {
        if (variable != null) {
            Pattern assignment = Pattern.compile(
                    "(^|[\\s;:,(])" + Pattern.quote(variable) + "\\s*(:[^=]+|,[^=]+)?(//|\\*\\*|[-+*/%|&^@:])?=(?!=)");
            for (int i = lines.size(); i > 0; i--) {
                if (assignment.matcher(lines.get(i - 1)).find()) {
                    return i;
                }
            }
        }
        return last();
    }
}
