package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Says what server and mock can't honour before anything is generated, as generator and compiler don't say it in one line. */
final class ServableCheck {

    private ServableCheck() {}

    /** Takes the document. Ends the process with 1 where it can't be honoured. */
    public static void main(String[] args) throws IOException {
        try {
            OpenApiDocument document = OpenApiDocument.read(Path.of(args[0]));
            OpenApiContract unused = OpenApiContract.served(document.root().toString(), none -> Optional.empty());
        } catch (UnsupportedSpecFeatureException unsupported) {
            System.out.printf("%nSTOP: %s%nNext: write it in another way.%n", unsupported.getMessage());
            System.exit(1);
        }
    }
}
