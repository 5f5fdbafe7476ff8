package dev.reevaluate.stubs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds all contracts that can't be kept at once: whoever changes the document mends them in one go. */
final class ContractCheck {

    private static final String FOLDER = "contracts/src/test/resources/contracts/";

    private final List<String> broken = new ArrayList<>();

    /** Returns the contracts that can be read. */
    Contracts read(Path root) throws IOException {
        return Contracts.below(root, this::add);
    }

    /** Holds the contracts to the document, and to the stubs that were made of them. */
    void check(Contracts contracts, Spec spec, Path mappings) {
        for (Contract contract : contracts.all()) {
            if (Files.notExists(mappings.resolve(contract.name() + ".json"))) {
                add(
                        contract.name(),
                        "got no stub: Spring Cloud Contract could not read it, and said so in a warning above");
            } else {
                spec.objectionTo(contract).ifPresent(objection -> add(contract.name(), objection));
            }
        }
    }

    boolean failed() {
        return !broken.isEmpty();
    }

    /** Returns the list, and what to do. */
    String report() {
        return broken.stream()
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining("", """

                        STOP: contracts can't be kept (%s of them):
                        """.formatted(broken.size()), """
                        Next: mend what each of these files sends or promises, or undo the change of openapi.yaml; then ./mvnw verify.
                        """));
    }

    private void add(String name, String objection) {
        broken.add(FOLDER + name + Contract.ENDING + " " + objection);
    }
}
