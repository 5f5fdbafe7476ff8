package dev.reevaluate.contracttests.junit;

import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what a test names: resources of its class path, or else files. */
public final class ContractFiles {

    private final ClassLoader resources;

    /** Takes the test, whose class path it is. */
    public ContractFiles(Class<?> testClass) {
        this.resources = testClass.getClassLoader();
    }

    /** Returns the document, with the files that it refers to, which lie beside it. */
    public OpenApiDocument document(String name) {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        return OpenApiDocument.of(text(name), other -> read(folder + other));
    }

    /** Returns the policy. */
    public Policy policy(String name) {
        return Policy.of(text(name));
    }

    private String text(String name) {
        return read(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no %s, neither in the class path nor as a file in %s"
                                .formatted(name, Path.of("").toAbsolutePath())));
    }

    private Optional<String> read(String name) {
        try (InputStream resource = resources.getResourceAsStream(name)) {
            if (resource != null) {
                return Optional.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            }
            Path file = Path.of(name);
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
