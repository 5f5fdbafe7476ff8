package dev.reevaluate.generated;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Runs between generator and compiler: mends what was generated, and says what then is no valid Java yet. */
final class GeneratedCode {

    private GeneratedCode() {}

    /** Takes the document and the directory of what was generated. Ends the process with 1 where that is no valid Java. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[1]);
        GeneratedCodeMends.mend(directory);
        try {
            new GeneratedCodeCheck(OpenApiDocument.read(Path.of(args[0]))).check(directory, classpath());
        } catch (UnsupportedSpecFeatureException unsupported) {
            System.out.printf(
                    "%nSTOP: %s%nNext: write it in another way, or give other names to Java by mappings in openapi/pom.xml.%n",
                    unsupported.getMessage());
            System.exit(1);
        }
        UnchangedFiles.keepTimes(directory);
    }

    // That of the module whose build this is a part of
    private static String classpath() {
        return Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(url -> Path.of(URI.create(url.toString())).toString())
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}
