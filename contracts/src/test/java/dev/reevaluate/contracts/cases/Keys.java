package dev.reevaluate.contracts.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The keys of the demo workspace, as its file has them. */
public record Keys(String all, String readOnly) {

    static Keys ofTheDemo() {
        return new Keys(first(false), first(true));
    }

    /** Whether some key of the demo workspace is this one. */
    public static boolean known(String key) {
        return keys().anyMatch(known -> known.path("key").asString().equals(key));
    }

    private static String first(boolean readOnly) {
        return keys().filter(key -> !key.has("project") && key.path("read_only").asBoolean(false) == readOnly)
                .map(key -> key.path("key").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> keys() {
        try (InputStream yaml = Objects.requireNonNull(Keys.class.getResourceAsStream("/demo/workspace.yaml"))) {
            return new YAMLMapper().readTree(yaml).path("api_keys").valueStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
