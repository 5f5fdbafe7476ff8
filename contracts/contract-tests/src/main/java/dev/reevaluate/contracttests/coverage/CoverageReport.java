package dev.reevaluate.contracttests.coverage;

import dev.reevaluate.contracttests.coverage.Element.Aspect;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The coverage to be read: a table an operation, as Markdown and as HTML.
 *
 * @param contracts where the contracts lie, relative to the report, with a slash at the end
 */
public record CoverageReport(List<Element> elements, String contracts) {

    private static final int FEW = 3;
    private static final String INTRODUCTION = "A contract is a test of the server and a stub of the mock, both named "
            + "as its file. A case is derived from the document and sent to the server; they are listed in ";
    private static final String STYLE = """
            body {font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em}
            table {border-collapse: collapse; width: 100%} th, td {border: 1px solid #ccc; padding: .2em .6em; text-align: left; vertical-align: top}
            th {background: #eee} td:last-child {text-align: right} code {font-size: 90%} .missing {background: #fdd}""";

    /** One line. */
    public String summary() {
        return "Of %s things that the document declares, %s are covered (%s)"
                .formatted(
                        elements.size(),
                        elements.stream().filter(Element::covered).count(),
                        Arrays.stream(Aspect.values())
                                .map(aspect -> aspect.title() + " " + ofAspect(aspect))
                                .collect(Collectors.joining(", ")));
    }

    /** With links to some contracts of each element. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# Coverage of the document\n\n")
                .append(summary())
                .append(".\n\n")
                .append(INTRODUCTION)
                .append("[cases.md](cases.md). [coverage.html](coverage.html) names every contract.\n");
        byOperation().forEach((operation, ofOperation) -> {
            text.append("\n## ").append(operation).append("\n\n| | | contracts | cases |\n|---|---|---|--:|\n");
            ofOperation.forEach(element -> text.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            element.aspect().title(),
                            element.name().replace("|", "\\|"),
                            element.covered() ? first(element.contracts()) : "**none**",
                            element.cases())));
        });
        return text.toString();
    }

    /** With links to all contracts. */
    public String html() {
        StringBuilder text = new StringBuilder(
                        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Coverage of the document</title>\n<style>\n")
                .append(STYLE)
                .append("\n</style>\n<h1>Coverage of the document</h1>\n<p>")
                .append(summary())
                .append(".</p>\n<p>")
                .append(INTRODUCTION)
                .append("<a href=\"cases.md\">cases.md</a>.</p>\n");
        byOperation().forEach((operation, ofOperation) -> {
            text.append("<h2>%s</h2>%n<table>%n<tr><th><th><th>contracts<th>cases%n".formatted(escaped(operation)));
            ofOperation.forEach(element -> text.append("<tr%s><td>%s<td><code>%s</code><td>%s<td>%s%n"
                    .formatted(
                            element.covered() ? "" : " class=\"missing\"",
                            element.aspect().title(),
                            escaped(element.name()),
                            folded(element.contracts()),
                            element.cases())));
            text.append("</table>\n");
        });
        return text.append("</html>\n").toString();
    }

    private String first(List<String> contracts) {
        String links = contracts.stream()
                .limit(FEW)
                .map(name -> "[%s](%s%s.yml)".formatted(name, contracts, name))
                .collect(Collectors.joining(", "));
        return contracts.size() <= FEW ? links : "%s and %s more".formatted(links, contracts.size() - FEW);
    }

    private String folded(List<String> contracts) {
        String links = contracts.stream()
                .map(name -> "<a href=\"%s%s.yml\">%s</a>".formatted(contracts, name, escaped(name)))
                .collect(Collectors.joining("<br>"));
        return contracts.size() <= FEW
                ? links
                : "<details><summary>%s contracts</summary>%s</details>".formatted(contracts.size(), links);
    }

    private Map<String, List<Element>> byOperation() {
        return elements.stream()
                .collect(Collectors.groupingBy(
                        element -> element.operation().name(), LinkedHashMap::new, Collectors.toList()));
    }

    private String ofAspect(Aspect aspect) {
        List<Element> ofAspect =
                elements.stream().filter(element -> element.aspect() == aspect).toList();
        return ofAspect.stream().filter(Element::covered).count() + "/" + ofAspect.size();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
