package dev.reevaluate.server.python;

import dev.reevaluate.server.Counted;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the operator in the log which programs do not compile, before an evaluation by them fails. */
@Component
public class ProgramCheck {

    private static final Logger log = LoggerFactory.getLogger(ProgramCheck.class);

    private final PythonPrograms python;

    ProgramCheck(PythonPrograms python) {
        this.python = python;
    }

    /** Compiles the programs in a child process, runs none of them, and returns at once. */
    public void start(List<PythonProgram> programs) {
        if (!programs.isEmpty()) {
            python.compile(programs).whenComplete((problems, trouble) -> tell(programs, problems, trouble));
        }
    }

    private static void tell(
            List<PythonProgram> programs, @Nullable List<SyntaxProblem> problems, @Nullable Throwable trouble) {
        if (problems == null) {
            Throwable cause = trouble instanceof CompletionException ? trouble.getCause() : trouble;
            log.warn(
                    "The syntax of {} was not checked: {}",
                    Counted.of(programs.size(), "Python program"),
                    cause == null ? "for no reason given" : cause.getMessage());
            return;
        }
        for (SyntaxProblem problem : problems) {
            PythonProgram program = problem.program();
            log.warn(
                    "{} {} ({}) does not compile, every evaluation by it will fail: {}",
                    program.evalType() == null ? "The trigger of metric" : "Metric",
                    program.metricId(),
                    program.name(),
                    problem.explanation());
        }
        log.info(
                "Checked the syntax of {}, {} {} not compile",
                Counted.of(programs.size(), "Python program"),
                problems.size(),
                Counted.word(problems.size(), "does", "do"));
    }
}
