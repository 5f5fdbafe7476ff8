package dev.reevaluate.server.workspace;

import dev.reevaluate.server.Counted;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list of a workspace document, in the order in which they can be loaded: what refers to another comes after it. */
enum Section {
    ORGANIZATIONS("organizations", Map.of()),
    PROJECTS("projects", Map.of("organization", ORGANIZATIONS)),
    API_KEYS("api_keys", Map.of("organization", ORGANIZATIONS, "project", PROJECTS)),
    AGENTS("agents", Map.of("project", PROJECTS)),
    METRICS("metrics", Map.of("project", PROJECTS, "agents", AGENTS)),
    RESULTS("results", Map.of("agent", AGENTS)),
    RUNS("runs", Map.of("result", RESULTS)),
    SCORES("scores", Map.of("run", RUNS, "metric", METRICS));

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, Section> references;

    Section(String wireName, Map<String, Section> references) {
        this.wireName = wireName;
        this.references = references;
    }

    String wireName() {
        return wireName;
    }

    /** Fields that hold ids of other entries, with the list that those belong to. */
    Map<String, Section> references() {
        return references;
    }

    /** Returns how many entries it has, in words. */
    String counted(long entries) {
        return Counted.of(entries, table());
    }

    /** Returns the table of its entries. */
    String table() {
        return wireName.substring(0, wireName.length() - 1);
    }

    /** Why an entry is refused of which there is another; a key is not shown. */
    String appearsTwice(String identity) {
        return switch (this) {
            case API_KEYS -> "the key appears twice";
            case SCORES -> "the score of run %s appears twice".formatted(identity.replace("/", " by metric "));
            default -> "the id %s appears twice".formatted(identity);
        };
    }

    /** Returns what tells its entries apart, of the staged column {@code entry}. */
    String identity() {
        return switch (this) {
            case API_KEYS ->
                "coalesce(lower(entry ->> 'key_sha256'), encode(sha256(convert_to(entry ->> 'key', 'UTF8')), 'hex'))";
            case SCORES -> "(entry ->> 'run') || '/' || (entry ->> 'metric')";
            default -> "entry ->> 'id'";
        };
    }

    /** The field by which its entries are joined with what is in the database; keys have none. */
    String joinedBy() {
        return this == SCORES ? "run" : "id";
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
