package dev.reevaluate.server.command;

import dev.reevaluate.server.workspace.DocumentFile;
import dev.reevaluate.server.workspace.VendorDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes workspace documents of what others have written. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        description = "Makes a workspace document of files of another format.")
final class ImportCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            mixinStandardHelpOptions = true,
            versionProvider = ServeCommand.Version.class,
            description = {
                "Reads results, runs and metrics as the vendor's API answers them, saved as JSON, and writes a workspace"
                        + " document with their scores to standard output, for \"check\" and \"load\".",
                "Metrics belong to a project, agents to that of their metrics."
            })
    int vendor(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "One of them, a list, or a page.")
                    List<Path> files,
            @Option(names = "--organization", paramLabel = "ID", defaultValue = "1", description = "Whose it is (1).")
                    long organization,
            @Option(
                            names = "--project",
                            paramLabel = "ID",
                            defaultValue = "1",
                            description = "Of agents that no metric tells the project of (1).")
                    long project) {
        VendorDocument document = new VendorDocument(organization, project);
        files.forEach(file -> document.add(DocumentFile.at(file)));
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        document.write(command.getOut()).stream().distinct().forEach(command.getErr()::println);
        return 0;
    }
}
