package dev.reevaluate.document;

import java.io.IOException;
import java.nio.file.Path;

/** Reads a document before anything is generated from it, as a generator does not say in one line what it can't read. */
final class ReadableCheck {

    private ReadableCheck() {}

    /** Takes the document. Ends the process with 1 where it can't be honoured. */
    public static void main(String[] args) throws IOException {
        try {
            OpenApiDocument.read(Path.of(args[0]));
        } catch (UnsupportedSpecFeatureException unsupported) {
            System.out.printf("%nSTOP: %s%nNext: write it in another way.%n", unsupported.getMessage());
            System.exit(1);
        }
    }
}
