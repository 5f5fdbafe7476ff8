package dev.reevaluate.server.command;

import dev.reevaluate.server.Counted;
import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.judge.JudgeProbe;
import dev.reevaluate.server.python.PythonProgram;
import dev.reevaluate.server.settings.OpenFiles;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at all that a server needs. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        description = {
            "Looks at all that a server with the same options needs, whether it runs or not, and changes nothing: one line"
                    + " each, ok, warning or failed, with what to do. The exit code is 1 if anything failed."
        })
final class DoctorCommand implements Callable<Integer> {

    private static final long MEGABYTE = 1L << 20;
    private static final long LITTLE_SPACE = 2048 * MEGABYTE;
    // Tomcat's own
    private static final int CONNECTIONS = 8192;
    private static final long NO_SPACE = 200 * MEGABYTE;

    private final ServerDatabase database;
    private final PythonCompiler python;

    @Spec
    private @Nullable CommandSpec spec;

    DoctorCommand(ServerDatabase database, PythonCompiler python) {
        this.database = database;
        this.python = python;
    }

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "versions",
                "%s, Java %s, %s %s"
                        .formatted(
                                new ServeCommand.Version().getVersion()[0],
                                Runtime.version(),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"))));
        try {
            findings.addAll(database.with(Doctor.class, Doctor::findings, Configuration.class));
        } catch (RuntimeException e) {
            Failures.Words words = Failures.words(e);
            findings.add(Finding.failed("database", words.description(), words.action()));
        }
        findings.add(python());
        for (Finding finding : findings) {
            out().println(finding);
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.failed) ? 1 : 0;
    }

    private Finding python() {
        try {
            python.problems(List.of(new PythonProgram(0, "doctor", "_result = True", null, 0)));
            return Finding.ok("python", "runs metrics");
        } catch (EvaluationDelayedException e) {
            return Finding.warning("python", "can't be run, its metrics fail.", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            Failures.Words words = Failures.words(e);
            return Finding.failed("python", words.description(), words.action());
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** What is found with the settings and the database. */
    record Doctor(DatabaseFindings database, JudgeProbe judge, Environment settings) {

        List<Finding> findings() {
            List<Finding> findings = new ArrayList<>(database.all());
            findings.add(disk());
            findings.add(files());
            findings.add(judges());
            return findings;
        }

        private Finding disk() {
            Path directory = Path.of(settings.getProperty("reevaluate.data-dir", "./data"))
                    .toAbsolutePath()
                    .normalize();
            long free = usable(directory);
            String text = "%s MB are free for %s".formatted(free / MEGABYTE, directory);
            String next = "Make room, or name another directory with --reevaluate.data-dir=DIR.";
            if (free < NO_SPACE) {
                return Finding.failed("disk", text + ".", next);
            }
            return free < LITTLE_SPACE ? Finding.warning("disk", text + ".", next) : Finding.ok("disk", text);
        }

        // Of whoever started this command: a server may get others
        private Finding files() {
            OpenFiles files = OpenFiles.of(settings);
            int wanted = settings.getProperty("server.tomcat.max-connections", Integer.class, CONNECTIONS);
            String next = "Start the server with \"ulimit -n %s\" or more.".formatted(files.forConnections(wanted));
            if (!files.suffice()) {
                return Finding.failed(
                        "files",
                        "%s may be open here, and a server needs %s.".formatted(files.limit(), files.least()),
                        next);
            }
            // Negative where there is no limit
            return wanted >= 0 && files.connections() < wanted
                    ? Finding.warning(
                            "files",
                            "%s may be open here: a server would take %s connections at once, not %s."
                                    .formatted(files.limit(), files.connections(), wanted),
                            next)
                    : Finding.ok("files", "%s may be open".formatted(files.limit()));
        }

        private static long usable(Path directory) {
            File existing = directory.toFile();
            while (!existing.exists() && existing.getParentFile() != null) {
                existing = existing.getParentFile();
            }
            try {
                return Files.getFileStore(existing.toPath()).getUsableSpace();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Finding judges() {
            long metrics = database.metrics("llm_judge");
            if (judge.endpoint() == null) {
                return metrics == 0
                        ? Finding.ok("judge", "none is configured, and no metric asks one")
                        : Finding.warning(
                                "judge",
                                "none is configured: evaluations by %s fail.".formatted(Counted.of(metrics, "metric")),
                                "Set reevaluate.judge.base-url and .model, or reevaluate.judge.demo=true.");
            }
            String trouble = judge.trouble();
            return trouble == null
                    ? Finding.ok("judge", "%s is there".formatted(judge.endpoint()))
                    : Finding.failed(
                            "judge",
                            "%s %s.".formatted(judge.endpoint(), trouble),
                            "Check reevaluate.judge.base-url and .api-key, and that the endpoint runs.");
        }
    }

    /** What looks. */
    @Import({DatabaseFindings.class, JudgeProbe.class, Doctor.class})
    @ConfigurationPropertiesScan("dev.reevaluate.server.judge")
    static class Configuration {}
}
