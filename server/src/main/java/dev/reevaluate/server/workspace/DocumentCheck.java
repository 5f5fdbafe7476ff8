package dev.reevaluate.server.workspace;

import dev.reevaluate.server.access.NewKey;
import dev.reevaluate.server.python.PythonProgram;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;

/** Finds all that a load would refuse in a workspace document, without a database. */
public final class DocumentCheck {

    private static final int MOST_MISTAKES = 1000;

    private final Map<Section, Integer> counts = new EnumMap<>(Section.class);
    private final Map<Section, Set<Object>> identities = new EnumMap<>(Section.class);
    private final Map<Long, Long> organizationsOfProjects = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<KeyOfProject> keysOfProjects = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Program> programs = new ArrayList<>();

    private final boolean complete;

    private DocumentCheck(boolean complete) {
        this.complete = complete;
    }

    /**
     * Checks the document.
     *
     * @param complete whether all that it refers to has to be in it, and nothing in a database already
     */
    public static Report of(Resource document, boolean complete) {
        DocumentCheck check = new DocumentCheck(complete);
        try {
            new WorkspaceReader().read(document, check::entry, check::add);
        } catch (BadWorkspaceException e) {
            check.mistakes.add(e.mistake());
        }
        check.keysOfProjects.forEach(check::project);
        if (complete) {
            check.references.forEach(check::resolve);
        }
        check.mistakes.sort(Comparator.comparingInt(Mistake::line));
        return new Report(check.mistakes, check.counts(), check.programs);
    }

    private void entry(Entry entry) {
        JsonNode content = entry.content();
        counts.merge(entry.section(), 1, Integer::sum);
        Storable.objection(entry).ifPresent(this::add);
        identity(entry);
        entry.section().references().forEach((field, section) -> {
            JsonNode ids = content.path(field);
            for (JsonNode id : ids.isArray() ? ids.values() : List.of(ids)) {
                if (id.isNumber() && !identities(section).contains(number(id))) {
                    references.add(new Reference(
                            section,
                            number(id),
                            entry.mistake(field, "there is no %s %s".formatted(section.table(), number(id)))));
                }
            }
        });
        if (entry.section() == Section.PROJECTS) {
            organizationsOfProjects.put(number(content.path("id")), number(content.path("organization")));
        }
        if (entry.section() == Section.API_KEYS) {
            key(entry);
        }
        if (entry.section() == Section.ORGANIZATIONS) {
            used(entry);
        }
        MetricPrograms.in(entry).forEach((field, program) -> {
            Mistake place = entry.mistake(field, "");
            programs.add(new Program(program, place.line(), place.path()));
        });
    }

    private void identity(Entry entry) {
        JsonNode content = entry.content();
        Object identity = switch (entry.section()) {
            case API_KEYS ->
                content.path("key").isString()
                        ? NewKey.sha256(content.path("key").stringValue())
                        : content.path("key_sha256").asString("");
            case SCORES -> number(content.path("run")) + "/" + number(content.path("metric"));
            default -> number(content.path("id"));
        };
        if (hasIdentity(entry.section(), content)
                && !identities(entry.section()).add(identity)) {
            add(entry.mistake(entry.section().appearsTwice(identity.toString())));
        }
    }

    private static boolean hasIdentity(Section section, JsonNode content) {
        return switch (section) {
            case API_KEYS ->
                content.path("key").isString() || content.path("key_sha256").isString();
            case SCORES ->
                content.path("run").isNumber() && content.path("metric").isNumber();
            default -> content.path("id").isNumber();
        };
    }

    private void key(Entry entry) {
        JsonNode content = entry.content();
        String field = content.path("key").isString() ? "key" : "key_sha256";
        if (content.path(field).isString()) {
            String value = content.path(field).stringValue();
            NewKey.objection(field.equals("key") ? value : null, field.equals("key") ? null : value)
                    .ifPresent(reason -> add(entry.mistake(field, reason)));
        }
        if (content.path("project").isNumber() && content.path("organization").isNumber()) {
            long project = number(content.path("project"));
            long organization = number(content.path("organization"));
            keysOfProjects.add(new KeyOfProject(
                    project,
                    organization,
                    entry.mistake("project", "project %s is not of organization %s".formatted(project, organization))));
        }
    }

    // Known for an organization that is new: in a database that has it, it counts no more
    private void used(Entry entry) {
        BigDecimal balance = credits(entry.content().path("balance"));
        if (complete
                && balance.signum() > 0
                && credits(entry.content().path("used")).compareTo(balance) > 0) {
            add(entry.mistake("used", "more than the balance that was granted"));
        }
    }

    private static BigDecimal credits(JsonNode amount) {
        return amount.isNumber() || amount.asString("").matches("\\d{1,12}(\\.\\d{1,6})?")
                ? new BigDecimal(amount.asString())
                : BigDecimal.ZERO;
    }

    private void project(KeyOfProject key) {
        @Nullable Long owner = organizationsOfProjects.get(key.project);
        if (owner != null && owner != key.organization) {
            add(key.mistake);
        }
    }

    private void resolve(Reference reference) {
        if (!identities(reference.section).contains(reference.id)) {
            add(reference.mistake);
        }
    }

    private Set<Object> identities(Section section) {
        return identities.computeIfAbsent(section, key -> new HashSet<>());
    }

    private void add(Mistake mistake) {
        if (mistakes.size() < MOST_MISTAKES) {
            mistakes.add(mistake);
        }
    }

    private List<String> counts() {
        return counts.entrySet().stream()
                .map(list -> list.getKey().counted(list.getValue()))
                .toList();
    }

    // 3.0 and 3 are the same id; what is no integer is a mistake already
    private static long number(JsonNode id) {
        return id.isNumber() ? id.decimalValue().longValue() : 0;
    }

    private record Reference(Section section, long id, Mistake mistake) {}

    private record KeyOfProject(long project, long organization, Mistake mistake) {}

    /** A Python program of the document, and where it stands. */
    public record Program(PythonProgram program, int line, String path) {

        /** Returns what is wrong with it. */
        public Mistake mistake(String reason) {
            return new Mistake(line, path, reason);
        }
    }

    /**
     * What a document holds.
     *
     * @param mistakes the first thousand, by line
     * @param counts entries of each list that is not empty
     * @param programs those of metrics and their triggers; whether they compile is not yet known
     */
    public record Report(List<Mistake> mistakes, List<String> counts, List<Program> programs) {}
}
