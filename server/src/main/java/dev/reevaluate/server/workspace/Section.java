package dev.reevaluate.server.workspace;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list of a workspace document, in the order in which they can be loaded: what refers to another comes after it. */
enum Section {
    ORGANIZATIONS("organizations", Map.of()),
    PROJECTS("projects", Map.of("organization", "organization")),
    API_KEYS("api_keys", Map.of("organization", "organization", "project", "project")),
    AGENTS("agents", Map.of("project", "project")),
    METRICS("metrics", Map.of("project", "project", "agents", "agent")),
    RESULTS("results", Map.of("agent", "agent")),
    RUNS("runs", Map.of("result", "result"));

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> references;

    Section(String wireName, Map<String, String> references) {
        this.wireName = wireName;
        this.references = references;
    }

    String wireName() {
        return wireName;
    }

    /** Fields that hold ids of other entries, with the table that those must be in. */
    Map<String, String> references() {
        return references;
    }

    /** The field that tells its entries apart. */
    String identity() {
        return this == API_KEYS ? "key" : "id";
    }

    static Optional<Section> of(String wireName) {
        return Arrays.stream(values())
                .filter(section -> section.wireName.equals(wireName))
                .findFirst();
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(Section::wireName).toList();
    }
}
