package dev.reevaluate.server.workspace;

import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * Whether the server serves the demo, whose keys everybody knows. The bean is there once the workspace of this start is
 * loaded, so whoever needs the answer before the server listens injects it.
 */
@Component
@ConditionalOnWebApplication
@DependsOn("workspaceAtStart")
public class DemoWorkspace {

    private static final String KEY = "demo-key";

    private final LoadedWorkspace loaded;

    DemoWorkspace(LoadedWorkspace loaded) {
        this.loaded = loaded;
    }

    /** Returns whether the database holds the demo; then it holds nothing else. */
    public boolean isLoaded() {
        return loaded.isDemo();
    }

    /** Returns the key that everybody may use, where the demo is served. */
    public Optional<String> key() {
        return isLoaded() ? Optional.of(KEY) : Optional.empty();
    }
}
