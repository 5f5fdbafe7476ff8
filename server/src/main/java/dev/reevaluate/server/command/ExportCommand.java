package dev.reevaluate.server.command;

import dev.reevaluate.server.Counted;
import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.workspace.WorkspaceExport;
import dev.reevaluate.server.workspace.WorkspaceExport.Exported;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the workspace as a document again. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        description = {
            "Writes all that the database holds as a workspace document, scores included, for \"load\" into an empty one.",
            "Of keys only hashes are known: the document has those, and the keys open the next database, too. Keep it as"
                    + " a secret: it holds transcripts and the secrets of webhooks."
        })
final class ExportCommand implements Callable<Integer> {

    private enum Format {
        yaml,
        json
    }

    private final ServerDatabase database;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to, JSON or YAML by its name; without it, to standard output.")
    private @Nullable Path file;

    @Option(names = "--format", paramLabel = "json|yaml", description = "Of standard output; yaml unless given.")
    private @Nullable Format format;

    @Spec
    private @Nullable CommandSpec spec;

    ExportCommand(ServerDatabase database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Exported exported = file == null ? writeToOutput() : writeTo(file);
        err().printf("Exported %s.%n", String.join(", ", exported.lists()));
        if (exported.demo()) {
            err().println("This is the demo, whose keys everybody knows: they were left out.");
        }
        if (exported.running() > 0) {
            err().printf(
                            "%s %s being re-evaluated: what is not evaluated yet has the score of before.%n",
                            Counted.of(exported.running(), "result"), Counted.word(exported.running(), "is", "are"));
        }
        return 0;
    }

    // A backup on a full disk is none, nor is one that nobody reads to its end
    private Exported writeToOutput() {
        Exported exported = write(out());
        if (out().checkError()) {
            throw new SetupException(
                    "The document could not be written to standard output: it is not complete.",
                    Terminal.advice(out()) + ", or name a file.");
        }
        return exported;
    }

    private Exported writeTo(Path target) {
        try {
            return writeFile(target);
        } catch (IOException e) {
            throw new SetupException(
                    "%s can't be written: %s.".formatted(target, FileTrouble.reason(e)), "Name a file that can be.");
        }
    }

    private Exported writeFile(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new FileSystemException(target.toString(), null, "it is a directory");
        }
        if (Files.exists(absolute) && !Files.isRegularFile(absolute)) {
            throw new SetupException(
                    "%s is no regular file, such as a device or a pipe: a file would take its place.".formatted(target),
                    "\"export > %s\" writes to it.".formatted(target));
        }
        if (Files.isSymbolicLink(absolute)) {
            if (!Files.exists(absolute)) {
                throw new FileSystemException(
                        target.toString(),
                        null,
                        "it is a link to %s, which is not there".formatted(Files.readSymbolicLink(absolute)));
            }
            return writeComplete(absolute.toRealPath());
        }
        Path folder = absolute.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new FileSystemException(target.toString(), null, "there is no directory %s".formatted(folder));
        }
        return writeComplete(absolute);
    }

    // Only what is complete, and on the disk, has the file's name. Until then it has one of its own, for its owner only
    private Exported writeComplete(Path file) throws IOException {
        Path part = Files.createTempFile(file.resolveSibling(""), "export", ".part");
        // Somebody may end the command meanwhile
        part.toFile().deleteOnExit();
        try {
            Exported exported;
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                Writer writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
                exported = write(writer);
                writer.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return exported;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Exported write(Writer writer) {
        return database.with(
                WorkspaceExport.class, export -> export.write(writer, isJson()), LoadCommand.Configuration.class);
    }

    private boolean isJson() {
        if (format != null) {
            return format == Format.json;
        }
        return file != null && file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
