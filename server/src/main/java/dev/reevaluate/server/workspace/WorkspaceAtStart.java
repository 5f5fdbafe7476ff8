package dev.reevaluate.server.workspace;

import dev.reevaluate.server.postgres.NoDatabaseGiven;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.env.Environment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/**
 * Loads the operator's document, or the demo into an empty embedded database, as soon as there is a database: the address
 * that the server listens on depends on it.
 */
@Component
@ConditionalOnWebApplication // a command loads nothing by itself
class WorkspaceAtStart implements InitializingBean {

    private final Workspaces workspaces;
    private final @Nullable String file;
    private final boolean embedded;

    WorkspaceAtStart(
            Workspaces workspaces,
            @Value("${reevaluate.workspace:#{null}}") @Nullable String file,
            Environment environment) {
        this.workspaces = workspaces;
        this.file = file;
        // A database of the operator's own never gets a demo key.
        this.embedded = NoDatabaseGiven.in(environment);
    }

    @Override
    public void afterPropertiesSet() {
        if (file != null && !file.isBlank()) {
            loadFile(file);
        } else if (embedded && workspaces.isEmpty()) {
            workspaces.loadDemo();
        }
    }

    private void loadFile(String path) {
        try {
            workspaces.load(new FileSystemResource(path));
        } catch (BadWorkspaceException e) {
            throw DocumentAtStart.refused(path, String.valueOf(e.getMessage()));
        }
    }
}
