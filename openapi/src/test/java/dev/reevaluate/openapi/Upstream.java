package dev.reevaluate.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares what the vendor publishes with what our contract says. */
final class Upstream {

    private Upstream() {}

    /** What the page says and the contract does not, each as the place and the difference; empty when all is there. */
    static List<String> missing(JsonNode page, JsonNode contract) {
        return missing(page, contract, contract);
    }

    private static List<String> missing(JsonNode page, JsonNode contract, JsonNode document) {
        List<String> missing = new ArrayList<>();
        compare("", page, contract, document, missing);
        return missing;
    }

    /** The contract with all that the page says, each in its place again: a property that was renamed has its old name. */
    static JsonNode restored(JsonNode page, JsonNode contract) {
        if (page.isArray() && contract.isArray()) {
            ArrayNode list = ((ArrayNode) contract).deepCopy();
            page.forEach(element -> {
                if (contract.valueStream()
                        .noneMatch(ours -> missing(element, ours).isEmpty())) {
                    list.add(element);
                }
            });
            return list;
        }
        if (!page.isObject() || !contract.isObject()) {
            return page;
        }
        ObjectNode restored = ((ObjectNode) contract).deepCopy();
        Set<String> renamed = renamed(page.path("properties"), contract.path("properties"));
        if (!renamed.isEmpty()) {
            ((ObjectNode) restored.path("properties")).remove(renamed);
            if (restored.path("required") instanceof ArrayNode required) {
                required.removeIf(name -> renamed.contains(name.asString()));
            }
        }
        page.properties().forEach(field -> {
            JsonNode ours = restored.path(field.getKey());
            restored.set(field.getKey(), ours.isMissingNode() ? field.getValue() : restored(field.getValue(), ours));
        });
        return restored;
    }

    private static void compare(
            String place, JsonNode page, JsonNode contract, JsonNode document, List<String> missing) {
        if (!page.has("$ref") && contract.path("$ref").asString("").startsWith("#/")) {
            // What the page writes there ours may say elsewhere
            compare(place, page, document.at(contract.path("$ref").asString().substring(1)), document, missing);
        } else if (contract.isMissingNode()) {
            missing.add(place + ": the page has it, the contract does not");
        } else if (page.isObject() && contract.isObject()) {
            page.properties()
                    .forEach(field -> compare(
                            place + "/" + escaped(field.getKey()),
                            field.getValue(),
                            contract.path(field.getKey()),
                            document,
                            missing));
        } else if (page.isArray() && contract.isArray()) {
            // Lists are sets here: servers, tags, required. An element of ours may say more than the page's.
            page.forEach(element -> {
                if (contract.valueStream()
                        .noneMatch(ours -> missing(element, ours, document).isEmpty())) {
                    missing.add("%s: the page has %s, the contract does not".formatted(place, element));
                }
            });
        } else if (!page.equals(contract)) {
            missing.add("%s: the page says %s, the contract says %s".formatted(place, page, contract));
        }
    }

    // The page has it under a name that is gone
    private static Set<String> renamed(JsonNode page, JsonNode contract) {
        return contract.propertyNames().stream()
                .filter(name -> !page.has(name))
                .filter(name -> page.properties().stream()
                        .anyMatch(old -> !contract.has(old.getKey())
                                && missing(old.getValue(), contract.path(name)).isEmpty()))
                .collect(Collectors.toSet());
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }
}
