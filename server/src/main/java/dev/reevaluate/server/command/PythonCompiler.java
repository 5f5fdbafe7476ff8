package dev.reevaluate.server.command;

import dev.reevaluate.server.evaluation.EvaluationDelayedException;
import dev.reevaluate.server.python.PythonProgram;
import dev.reevaluate.server.python.PythonPrograms;
import dev.reevaluate.server.python.SyntaxProblem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.FileSystemUtils;

/** Compiles Python programs as a server with the same options would, in a folder that is gone afterwards. */
final class PythonCompiler {

    private final List<String> options;

    PythonCompiler(List<String> options) {
        this.options = options;
    }

    /**
     * What is wrong with those that do not compile.
     *
     * @throws EvaluationDelayedException when no Python is installed
     */
    List<SyntaxProblem> problems(List<PythonProgram> programs) {
        if (programs.isEmpty()) {
            return List.of();
        }
        Path folder = temporaryFolder();
        try (ConfigurableApplicationContext context = application().run(arguments(folder))) {
            return context.getBean(PythonPrograms.class)
                    .compile(programs)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EvaluationDelayedException delayed ? delayed : e;
        } finally {
            FileSystemUtils.deleteRecursively(folder.toFile());
        }
    }

    private static SpringApplication application() {
        SpringApplication application = new SpringApplication(Configuration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        // What goes wrong is said by the command itself, without a log
        application.setDefaultProperties(Map.of("logging.level.root", "off"));
        // They start a database
        application.setInitializers(List.of());
        return application;
    }

    private String[] arguments(Path folder) {
        List<String> arguments = new ArrayList<>(options);
        arguments.removeIf(option -> option.startsWith("--reevaluate.data-dir"));
        arguments.add("--reevaluate.data-dir=" + folder);
        return arguments.toArray(String[]::new);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("reevaluate-check");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What compiles Python, and nothing else of the server. */
    @Import(PythonPrograms.class)
    @ConfigurationPropertiesScan("dev.reevaluate.server.python")
    static class Configuration {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
