package dev.reevaluate.stubs;

import dev.reevaluate.validation.Check;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.wiremock.FallbackResponder;
import dev.reevaluate.wiremock.StubMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step of the build: rewrites the WireMock mappings that Spring Cloud Contract made of the contracts, so that each
 * matches exactly. The mappings stay plain WireMock, and the same contracts always give the same files.
 */
public final class MakeStubMappings {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    // Behind all contracts
    private static final int CHOICE = 99;
    private static final int NO_OTHER = 100;
    private static final int NOT_IMPLEMENTED = 501;

    private MakeStubMappings() {}

    /**
     * Takes the directory of the contracts, the directory of the mappings, and the list of what they can't know. Ends the process with
     * 1 where contracts can't be kept.
     */
    public static void main(String[] args) throws IOException {
        ContractCheck check = new ContractCheck();
        Contracts contracts = check.read(Path.of(args[0]));
        Spec spec = Spec.load();
        check.check(contracts, spec, Path.of(args[1]));
        if (check.failed()) {
            System.out.print(check.report());
            System.exit(1);
        }
        for (Contract contract : contracts.all()) {
            write(exact(readStub(contract.name(), args[1]), contract, contracts, spec), args[1]);
        }
        ObjectNode accepted = readStub(ChoiceStubs.LIKE, args[1]);
        for (ObjectNode choice : ChoiceStubs.of(contracts, spec)) {
            ObjectNode mapping = named(choice.path("name").asString(), CHOICE);
            mapping.setAll(choice);
            mapping.set("response", accepted.required("response"));
            write(mapping, args[1]);
        }
        for (Operation operation : spec.operations()) {
            write(uncovered(operation, contracts, spec), args[1]);
        }
        Files.writeString(
                Path.of(args[1]).resolveSibling("STUBS.md"),
                new StubGuide(contracts, spec).document(BeyondTheMock.read(Path.of(args[2]))));
    }

    private static ObjectNode readStub(String name, String mappings) throws IOException {
        return (ObjectNode) JSON.readTree(Files.readAllBytes(Path.of(mappings, name + ".json")));
    }

    private static void write(ObjectNode mapping, String mappings) throws IOException {
        Path file = Path.of(mappings, mapping.path("name").asString() + ".json");
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, JSON.writeValueAsBytes(mapping));
    }

    private static ObjectNode exact(ObjectNode mapping, Contract contract, Contracts contracts, Spec spec) {
        ObjectNode exact = named(contract.name(), priority(contract, spec));
        ObjectNode request = StubRequest.of(contract, spec);
        exact.set("request", request);
        ObjectNode metadata = metadata(request, contract, spec);
        if (spec.declares(contract.path())) {
            metadata.put(
                    StubMetadata.OPERATION, spec.operation(contract).operation().id());
        }
        exact.putObject("metadata").set(StubMetadata.NAME, metadata);
        ObjectNode response = (ObjectNode) mapping.required("response");
        // Answers are as they stand: nothing in them is a template
        response.remove("transformers");
        if (spec.checkThatAnswers(contract) == Check.SHAPE) {
            response.putArray("transformers").add(FallbackResponder.NAME);
        }
        exact.set("response", response);
        Scenario.allOf(contracts).forEach(scenario -> scenario.addTo(exact, contract, spec));
        return exact;
    }

    // What spares the extension to read the request again for each stub
    private static ObjectNode metadata(ObjectNode request, Contract contract, Spec spec) {
        if (spec.refuses(contract)) {
            return StubMetadata.ofRefused(request);
        }
        boolean answersToBody = spec.checkThatAnswers(contract) == Check.WORLD && !contract.isLiteral();
        return spec.operation(contract)
                .bodySchema()
                .filter(schema -> answersToBody)
                .map(schema -> StubMetadata.of(
                        request, spec.body(contract), schema.fieldNames(), contract.answerNamesSeveral()))
                .orElseGet(() -> StubMetadata.of(request));
    }

    /** Says what is covered to whom no other stub answers, and lets the extension answer instead where there is one. */
    private static ObjectNode uncovered(Operation operation, Contracts contracts, Spec spec) {
        List<Contract> known = contracts.all().stream()
                .filter(contract -> spec.declares(contract.path()))
                .filter(contract -> spec.operation(contract).operation().equals(operation))
                .filter(contract -> spec.checkThatAnswers(contract) == Check.WORLD)
                .toList();
        String covered = known.stream()
                .map(contract -> contract.asks() + spec.body(contract).toString())
                .distinct()
                .collect(Collectors.joining("; "));
        ObjectNode mapping = named("uncovered/" + operation.id(), NO_OTHER);
        mapping.putObject("request").put("method", operation.method()).put("urlPathPattern", Spec.asRegex(operation));
        ObjectNode response = mapping.putObject("response").put("status", NOT_IMPLEMENTED);
        response.putObject("headers").put("Content-Type", "application/json");
        response.put(
                "body",
                JsonNodeFactory.instance
                        .objectNode()
                        .put(
                                "detail",
                                "No contract covers this request. " + FallbackResponder.TO_ADD + "Covered are: "
                                        + covered)
                        .toString());
        response.putArray("transformers").add(FallbackResponder.NAME);
        return mapping;
    }

    private static ObjectNode named(String name, int priority) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("name", name)
                .put("priority", priority);
    }

    // The smaller overrules: an earlier check a later one, and a scenario what holds outside of it
    private static int priority(Contract contract, Spec spec) {
        int priority = 2 * (1 + List.of(Check.values()).indexOf(spec.checkThatAnswers(contract)));
        return contract.step() ? priority - 1 : priority;
    }
}
