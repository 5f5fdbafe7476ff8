package dev.reevaluate.server.command;

import dev.reevaluate.server.Counted;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.python.SyntaxProblem;
import dev.reevaluate.server.workspace.DocumentCheck;
import dev.reevaluate.server.workspace.DocumentCheck.Program;
import dev.reevaluate.server.workspace.DocumentFile;
import dev.reevaluate.server.workspace.Mistake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells all mistakes of a workspace document. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        description = {
            "Checks a workspace document, without a server or a database: all mistakes at once, each as FILE:LINE: PATH:"
                    + " REASON. Python metrics are compiled, and not run."
        })
final class CheckCommand implements Callable<Integer> {

    private final PythonCompiler python;

    @Parameters(paramLabel = "FILE", description = "A JSON or YAML document.")
    private @Nullable Path file;

    @Option(
            names = "--partial",
            description = "It adds to what a database holds: what it refers to need not be in the document.")
    private boolean partial;

    @Spec
    private @Nullable CommandSpec spec;

    CheckCommand(PythonCompiler python) {
        this.python = python;
    }

    @Override
    public Integer call() {
        Path document = Objects.requireNonNull(file);
        DocumentCheck.Report report = DocumentCheck.of(DocumentFile.at(document), !partial);
        List<Mistake> mistakes = new ArrayList<>(report.mistakes());
        boolean compiled = compile(report.programs(), mistakes);
        mistakes.sort(Comparator.comparingInt(Mistake::line));
        Mistake.inLines(document, mistakes).forEach(out()::println);
        if (!mistakes.isEmpty()) {
            return 1;
        }
        out().printf(
                        "%s is right: %s.%n",
                        document, report.counts().isEmpty() ? "it is empty" : String.join(", ", report.counts()));
        return compiled ? 0 : 1;
    }

    private boolean compile(List<Program> programs, List<Mistake> mistakes) {
        try {
            for (SyntaxProblem problem :
                    python.problems(programs.stream().map(Program::program).toList())) {
                programs.stream()
                        .filter(program -> program.program().equals(problem.program()))
                        .findFirst()
                        .ifPresent(
                                program -> mistakes.add(program.mistake("does not compile: " + problem.explanation())));
            }
            return true;
        } catch (EvaluationDelayedException e) {
            err().printf(
                            "%s %s not compiled: %s%n",
                            Counted.of(programs.size(), "Python program"),
                            Counted.word(programs.size(), "was", "were"),
                            e.getMessage());
            return false;
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
