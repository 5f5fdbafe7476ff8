package dev.reevaluate.server.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Shows where a file of settings is no YAML instead of a stack trace. Lines of it are not shown: one may be a password. */
class SettingsFileFailureAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, MarkedYAMLException cause) {
        return new FailureAnalysis(
                "A file of settings, such as application.yaml, is no YAML at line %s, column %s: %s."
                        .formatted(
                                cause.getProblemMark().getLine() + 1,
                                cause.getProblemMark().getColumn() + 1,
                                cause.getProblem()),
                "Correct the file and start again.",
                cause);
    }
}
