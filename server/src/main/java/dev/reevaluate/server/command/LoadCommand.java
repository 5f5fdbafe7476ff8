package dev.reevaluate.server.command;

import dev.reevaluate.server.Counted;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.results.ResultStates;
import dev.reevaluate.server.workspace.Changes;
import dev.reevaluate.server.workspace.DocumentCheck;
import dev.reevaluate.server.workspace.DocumentFile;
import dev.reevaluate.server.workspace.LoadListener;
import dev.reevaluate.server.workspace.Mistake;
import dev.reevaluate.server.workspace.Workspaces;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads a workspace document into the database of a server, whether that runs or not. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        description = {
            "Loads a workspace document, all of it or nothing, into the database of a server that runs, or of one that will."
                    + " Shows first what that changes. Nothing is ever deleted: what is not in the document stays."
        })
final class LoadCommand implements Callable<Integer> {

    private static final String ROW = "%-14s %10s %10s %10s%n";
    private static final int MOST_KEYS = 10;

    private final ServerDatabase database;

    @Parameters(paramLabel = "FILE", description = "A JSON or YAML document.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Only shows what would change.")
    private boolean dryRun;

    @Spec
    private @Nullable CommandSpec spec;

    LoadCommand(ServerDatabase database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Path document = Objects.requireNonNull(file);
        Resource content = DocumentFile.at(document);
        List<Mistake> mistakes = DocumentCheck.of(content, false).mistakes();
        if (!mistakes.isEmpty()) {
            Mistake.inLines(document, mistakes).forEach(err()::println);
            return 1;
        }
        Told told = new Told(out(), err());
        ServerDatabase used = dryRun ? database.toReadOnly() : database.orNew();
        used.with(
                Workspaces.class,
                workspaces -> {
                    if (dryRun) {
                        workspaces.dryRun(content, told);
                    } else {
                        workspaces.load(content, told);
                    }
                    return true;
                },
                Configuration.class);
        if (!told.changes) {
            out().printf("A server has loaded %s in the meantime.%n", document);
        } else if (told.nothing) {
            out().printf("Nothing to change: the database has all of %s.%n", document);
        } else {
            out().println(dryRun ? "Nothing was changed: this was a dry run." : "Loaded %s.".formatted(document));
        }
        return 0;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    private static final class Told implements LoadListener {

        private final PrintWriter out;
        private final PrintWriter err;
        private boolean changes;
        private boolean nothing;

        Told(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public void changes(Changes found) {
            changes = true;
            nothing = found.isEmpty();
            out.printf(ROW, "", "NEW", "CHANGED", "UNCHANGED");
            found.lists().forEach(list -> out.printf(ROW, list.list(), list.added(), list.changed(), list.unchanged()));
            int keys = found.otherKeys().size();
            if (keys > 0) {
                out.printf(
                        "%s of these organizations %s valid: %s%s. \"keys revoke\" revokes %s.%n",
                        Counted.of(keys, "other key"),
                        Counted.word(keys, "stays", "stay"),
                        String.join(", ", found.otherKeys().subList(0, Math.min(MOST_KEYS, keys))),
                        keys > MOST_KEYS ? ", ..." : "",
                        Counted.word(keys, "it", "one"));
            }
            out.flush();
        }

        @Override
        public void progress(String state) {
            err.printf("%s%n", state);
            err.flush();
        }
    }

    /** What loads documents. */
    @ComponentScan("dev.reevaluate.server.workspace")
    @Import({Ledger.class, ResultStates.class})
    static class Configuration {}
}
