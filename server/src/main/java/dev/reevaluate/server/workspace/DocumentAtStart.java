package dev.reevaluate.server.workspace;

import dev.reevaluate.server.SetupException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;

/** Refuses a document that can't be loaded before the database is started for it, which takes much longer. */
@Order(Ordered.HIGHEST_PRECEDENCE + 2) // once the settings are right
class DocumentAtStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    // A larger one is read but once, by the load
    private static final long LARGEST = 10_000_000;

    private static final String NEXT = "Name a document with --reevaluate.workspace=FILE, or leave that out.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String path = context.getEnvironment().getProperty("reevaluate.workspace", "");
        // A command loads nothing by itself
        if (context instanceof ConfigurableWebServerApplicationContext && !path.isBlank()) {
            check(path);
        }
    }

    private static void check(String path) {
        Resource document = document(path);
        try {
            if (document.contentLength() > LARGEST) {
                return;
            }
        } catch (IOException e) {
            return; // gone since: told by the load
        }
        List<Mistake> mistakes = DocumentCheck.of(document, false).mistakes();
        if (!mistakes.isEmpty()) {
            throw refused(path, mistakes.get(0).inWords());
        }
    }

    private static Resource document(String path) {
        try {
            return DocumentFile.at(Path.of(path));
        } catch (InvalidPathException e) {
            throw new SetupException("%s can't be a file's name: %s.".formatted(path, e.getReason()), NEXT);
        } catch (SetupException e) {
            throw new SetupException(String.valueOf(e.getMessage()), NEXT);
        }
    }

    static SetupException refused(String path, String mistake) {
        return new SetupException(
                "The workspace document %s is refused at %s".formatted(path, mistake),
                "Mend the document and start again; nothing of it was loaded. The command check tells all its mistakes.");
    }
}
