package dev.reevaluate.validation;

import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Says whether server and mock can hold requests to a document, and what to do next. */
final class SpecCheck {

    private SpecCheck() {}

    /** Takes the document. Ends the process with 1 where it can't be honoured. */
    public static void main(String[] args) throws IOException {
        Path document = Path.of(args[0]);
        try {
            OpenApiContract unused =
                    OpenApiContract.served(Files.readString(document), name -> text(document.resolveSibling(name)));
        } catch (UnsupportedSpecFeatureException unsupported) {
            System.out.printf("%nSTOP: %s%nNext: write it in another way.%n", unsupported.getMessage());
            System.exit(1);
        }
        System.out.printf(
                "%nServer and mock enforce it from their next start on. A new operation answers 501 until its delegate in%n"
                        + "server/src/main/java/dev/reevaluate/server/web has the generated method.%n"
                        + "Next: ./mvnw verify; it names each answer that no contract promises.%n");
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
