package dev.reevaluate.contracts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step of the build: rewrites the WireMock mappings that Spring Cloud Contract made of the contracts, so that each
 * matches exactly. The mappings stay plain WireMock, and the same contracts always give the same files.
 */
public final class ExactStubs {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ExactStubs() {}

    /** Takes the directory of the contracts and the directory of the mappings. */
    public static void main(String[] args) throws IOException {
        Contracts contracts = Contracts.below(Path.of(args[0]));
        Spec spec = Spec.load();
        for (Contract contract : contracts.all()) {
            Path file = Path.of(args[1], contract.name() + ".json");
            if (Files.notExists(file)) {
                throw new IllegalStateException(contract.name()
                        + " got no stub: Spring Cloud Contract could not read it," + " and said so in a warning above");
            }
            ObjectNode mapping = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
            Files.write(file, JSON.writeValueAsBytes(exact(mapping, contract, contracts, spec)));
        }
    }

    private static ObjectNode exact(ObjectNode mapping, Contract contract, Contracts contracts, Spec spec) {
        ObjectNode exact = JsonNodeFactory.instance.objectNode();
        exact.put(
                "id",
                UUID.nameUUIDFromBytes(contract.name().getBytes(StandardCharsets.UTF_8))
                        .toString());
        exact.put("name", contract.name());
        exact.put("priority", priority(contract, spec));
        exact.set("request", StubRequest.of(contract, contracts, spec));
        ObjectNode response = (ObjectNode) mapping.required("response");
        // Answers are as they stand: nothing in them is a template
        response.remove("transformers");
        exact.set("response", response);
        Scenario.allOf(contracts).forEach(scenario -> scenario.addTo(exact, contract));
        return exact;
    }

    // A scenario overrules what holds outside of it
    private static int priority(Contract contract, Spec spec) {
        int priority = Check.thatAnswers(contract, spec).priority();
        return contract.step() ? priority - 1 : priority;
    }
}
