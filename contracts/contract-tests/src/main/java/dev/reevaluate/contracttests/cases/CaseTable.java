package dev.reevaluate.contracttests.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The cases to be read: a section an operation, a table a part of its request. */
public record CaseTable(List<Case> cases, List<NotSupported> notSupported) {

    /** Returns all of it. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# Cases\n\n")
                .append("Derived from the document: ")
                .append(counted(cases))
                .append(". Each is a request that is sent to the real server.\n");
        section(text, "Not supported", one -> !one.isNothingToTry());
        section(text, "Nothing to try", NotSupported::isNothingToTry);
        byOperation().forEach((operation, ofOperation) -> {
            text.append("\n## ")
                    .append(operation)
                    .append("\n\n")
                    .append(counted(ofOperation))
                    .append(".\n");
            byPart(ofOperation).forEach((part, ofPart) -> {
                text.append("\n### ").append(part).append("\n\n");
                text.append("| about | what | kind | answer |\n|---|---|---|---|\n");
                ofPart.forEach(example -> text.append("| %s | %s | %s | %s |%n"
                        .formatted(
                                escaped(example.about()),
                                escaped(example.what()),
                                example.kind().name().toLowerCase(Locale.ROOT),
                                example.statuses())));
            });
        });
        return text.toString();
    }

    private void section(StringBuilder text, String title, Predicate<NotSupported> which) {
        List<NotSupported> its = notSupported.stream().filter(which).toList();
        if (!its.isEmpty()) {
            text.append("\n## %s\n\n| what | why no cases are derived from it |\n|---|---|\n".formatted(title));
            its.forEach(one -> text.append("| %s | %s |%n".formatted(escaped(one.name()), escaped(one.why()))));
        }
    }

    /** Returns a line an operation. */
    public String summary() {
        return byOperation().entrySet().stream()
                .map(operation -> "  %4s  %s (%s)"
                        .formatted(
                                operation.getValue().size(),
                                operation.getKey(),
                                byPart(operation.getValue()).entrySet().stream()
                                        .map(part -> part.getKey() + " "
                                                + part.getValue().size())
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }

    private Map<String, List<Case>> byOperation() {
        return cases.stream()
                .collect(Collectors.groupingBy(
                        example -> example.operation().name(), LinkedHashMap::new, Collectors.toList()));
    }

    private static Map<String, List<Case>> byPart(List<Case> cases) {
        return cases.stream().collect(Collectors.groupingBy(Case::part, LinkedHashMap::new, Collectors.toList()));
    }

    private static String counted(List<Case> cases) {
        Map<Kind, Long> kinds = cases.stream().collect(Collectors.groupingBy(Case::kind, Collectors.counting()));
        return "%s cases: %s within what is declared, %s on its edge, %s beyond, %s left open"
                .formatted(
                        cases.size(),
                        kinds.getOrDefault(Kind.POSITIVE, 0L),
                        kinds.getOrDefault(Kind.BOUNDARY, 0L),
                        kinds.getOrDefault(Kind.NEGATIVE, 0L),
                        kinds.getOrDefault(Kind.OPEN, 0L));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
