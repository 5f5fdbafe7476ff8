package dev.reevaluate.openapi;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares what the vendor publishes with what our contract says. */
final class Upstream {

    private Upstream() {}

    /** What the page says and the contract does not, each as the place and the difference; empty when all is there. */
    static List<String> missing(JsonNode page, JsonNode contract) {
        List<String> missing = new ArrayList<>();
        compare("", page, contract, missing);
        return missing;
    }

    private static void compare(String place, JsonNode page, JsonNode contract, List<String> missing) {
        if (contract.isMissingNode()) {
            missing.add(place + ": the page has it, the contract does not");
        } else if (page.isObject() && contract.isObject()) {
            page.properties()
                    .forEach(field -> compare(
                            place + "/" + escaped(field.getKey()),
                            field.getValue(),
                            contract.path(field.getKey()),
                            missing));
        } else if (page.isArray() && contract.isArray()) {
            // Lists are sets here: servers, tags, required. An element of ours may say more than the page's.
            page.forEach(element -> {
                if (contract.valueStream()
                        .noneMatch(ours -> missing(element, ours).isEmpty())) {
                    missing.add("%s: the page has %s, the contract does not".formatted(place, element));
                }
            });
        } else if (!page.equals(contract)) {
            missing.add("%s: the page says %s, the contract says %s".formatted(place, page, contract));
        }
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
