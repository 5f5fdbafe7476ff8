package dev.reevaluate.server.command;

import dev.reevaluate.server.workspace.Mistake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Documents that commands are given. */
final class Documents {

    private static final int MOST_SHOWN = 100;

    private Documents() {}

    /** Tells the mistakes, as FILE:LINE: PATH: REASON, which editors know. */
    static void tell(PrintWriter out, Path file, List<Mistake> mistakes) {
        for (Mistake mistake : mistakes.subList(0, Math.min(MOST_SHOWN, mistakes.size()))) {
            out.printf(
                    "%s:%s %s: %s%n",
                    file, mistake.line() == 0 ? "" : mistake.line() + ":", mistake.path(), mistake.reason());
        }
        if (mistakes.size() > MOST_SHOWN) {
            out.printf("... and %s more%n", mistakes.size() - MOST_SHOWN);
        }
    }
}
