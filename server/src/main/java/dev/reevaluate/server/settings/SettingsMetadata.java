package dev.reevaluate.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings that there are, as builds make it of the code: ours and those of the libraries.
 *
 * @param names of all settings
 * @param groups the types that hold our settings, by their common prefix
 * @param types of our settings, by their names
 */
record SettingsMetadata(Set<String> names, Map<String, String> groups, Map<String, String> types) {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";
    private static final String OURS = "reevaluate.";

    static SettingsMetadata read() {
        Set<String> names = new TreeSet<>();
        Map<String, String> groups = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        try {
            for (URL file :
                    Collections.list(SettingsMetadata.class.getClassLoader().getResources(FILE))) {
                try (InputStream json = file.openStream()) {
                    JsonNode metadata = JsonMapper.shared().readTree(json);
                    for (JsonNode property : metadata.path("properties")) {
                        String name = property.path("name").asString();
                        names.add(name);
                        if (name.startsWith(OURS)) {
                            types.put(name, property.path("type").asString());
                        }
                    }
                    for (JsonNode group : metadata.path("groups")) {
                        if (group.path("name").asString().startsWith(OURS)) {
                            groups.put(
                                    group.path("name").asString(),
                                    group.path("type").asString());
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SettingsMetadata(names, groups, types);
    }
}
