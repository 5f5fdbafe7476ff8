package dev.reevaluate.alien;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.contracttests.cases.ApiUnderTest;
import dev.reevaluate.contracttests.cases.Cases;
import dev.reevaluate.contracttests.cases.NotSupported;
import dev.reevaluate.contracttests.junit.ContractFiles;
import dev.reevaluate.contracttests.policy.Policy;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import dev.reevaluate.validation.OpenApiContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each operation of the vendor on results, runs and metrics goes through all that ours go through; a report says what is left. */
class VendorOperationsTest {

    private static final ContractFiles FILES = new ContractFiles(VendorOperationsTest.class);
    private static final OpenApiDocument VENDOR = FILES.document("vendor/openapi.yaml");
    private static final Policy POLICY = FILES.policy("vendor/policy.yaml");
    private static final Path MODELS = Path.of("target/generated-vendor/src/main/java/dev/reevaluate/vendor/model");
    private static final Pattern IMPORT = Pattern.compile("import dev\\.reevaluate\\.vendor\\.model\\.(\\w+);");

    @Test
    void whatIsNotSupportedIsSaidOfEachOperation() throws IOException {
        Map<String, List<String>> report = report();
        Files.writeString(Path.of("target/vendor.md"), markdown(report));

        assertThat(report.keySet()).hasSize(8);
        assertThat(report.get("GET /test_framework/v1/metrics/"))
                .anySatisfy(line -> assertThat(line).contains("filters", "not supported: an object as a parameter"));
        assertThat(report.get("GET /test_framework/v1/results/"))
                .anySatisfy(line -> assertThat(line).contains("not supported: `nullable`"));
        assertThat(report.get("POST /test_framework/v1/results/bulk_evaluate_metrics/"))
                .noneSatisfy(line -> assertThat(line).startsWith("reader"))
                .noneSatisfy(line -> assertThat(line).startsWith("validator"))
                .noneSatisfy(line -> assertThat(line).startsWith("generator"));
    }

    private static Map<String, List<String>> report() throws IOException {
        Map<String, List<String>> report = new LinkedHashMap<>();
        for (String template : VENDOR.templates()) {
            for (Map.Entry<String, String> operation :
                    VENDOR.operations(template).entrySet()) {
                report.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + template,
                        notSupported(alone(template, operation.getKey(), operation.getValue())));
            }
        }
        return report;
    }

    // The document with this operation and no other
    private static JsonNode alone(String template, String method, String pointer) {
        ObjectNode document = (ObjectNode) VENDOR.root().deepCopy();
        ObjectNode paths = document.putObject("paths");
        paths.putObject(template).set(method, VENDOR.at(pointer));
        return document;
    }

    private static List<String> notSupported(JsonNode document) throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            new OpenApiContract(document.toString());
        } catch (UnsupportedSpecFeatureException unsupported) {
            lines.add("validator: " + unsupported.getMessage());
        }
        for (String type : forgotten(document)) {
            lines.add("generator: not supported: " + type);
        }
        Cases cases = Cases.of(ApiUnderTest.of(OpenApiDocument.of(document.toString())), POLICY);
        assertThat(cases.all()).hasSizeGreaterThan(10);
        cases.notSupported().stream()
                .map(NotSupported::toString)
                .map("cases: "::concat)
                .forEach(lines::add);
        return lines;
    }

    // The generator may name a type that it does not make
    private static Set<String> forgotten(JsonNode document) throws IOException {
        Set<String> forgotten = new TreeSet<>();
        for (String schema : schemas(document.path("paths"), new TreeSet<>())) {
            try (Stream<Path> models = Files.list(MODELS)) {
                for (Path model :
                        models.filter(file -> file.endsWith(schema + ".java")).toList()) {
                    Matcher types = IMPORT.matcher(Files.readString(model));
                    while (types.find()) {
                        if (Files.notExists(MODELS.resolve(types.group(1) + ".java"))) {
                            forgotten.add("%s of %s, because the generator (7.25.0) names the type and does not make it"
                                    .formatted(types.group(1), schema));
                        }
                    }
                }
            }
        }
        return forgotten;
    }

    private static Set<String> schemas(JsonNode node, Set<String> found) {
        for (JsonNode reference : node.findValues("$ref")) {
            String name = reference.asString().substring(reference.asString().lastIndexOf('/') + 1);
            if (found.add(name)) {
                schemas(VENDOR.at(reference.asString()), found);
            }
        }
        return found;
    }

    private static String markdown(Map<String, List<String>> report) {
        StringBuilder text = new StringBuilder("""
                # The vendor's operations on results, runs and metrics

                What validator, generator, cases and comparison do not support of each: nothing, where there is no list.
                """);
        report.forEach((operation, lines) -> {
            text.append("\n## ").append(operation).append("\n\n");
            lines.forEach(line -> text.append("- ").append(line).append('\n'));
        });
        return text.toString();
    }
}
