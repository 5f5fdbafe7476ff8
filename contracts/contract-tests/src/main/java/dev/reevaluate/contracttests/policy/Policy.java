package dev.reevaluate.contracttests.policy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a document can't say of its server.
 *
 * @param credentials those of each security scheme, by its name
 * @param refusals the status of each refusal; one that is not there is not tried
 * @param decidedByTheData the statuses that a request which fits the document may get because of what the server holds
 * @param largestBody the largest body that is taken, in bytes; empty where that is not tried
 * @param varying the fields of answers that differ from one answer to the next, such as times
 * @param notTried what of the document may stay untried, in the words of the report
 */
public record Policy(
        Map<String, Credentials> credentials,
        Map<RefusalReason, Integer> refusals,
        Set<Integer> decidedByTheData,
        OptionalInt largestBody,
        Set<String> varying,
        Set<String> notTried) {

    private static final Set<String> KEYS =
            Set.of("credentials", "refusals", "decided_by_the_data", "largest_body", "varying_fields", "not_tried");

    /**
     * Reads a policy file.
     *
     * @throws IllegalArgumentException when it is none; the message names the place
     */
    public static Policy of(String yaml) {
        JsonNode policy = parsed(yaml);
        known("", policy, KEYS);
        JsonNode largest = policy.path("largest_body");
        if (!largest.isMissingNode() && !largest.isInt()) {
            throw new IllegalArgumentException("The policy's largest_body must be a number of bytes");
        }
        return new Policy(
                credentials(policy.path("credentials")),
                refusals(policy.path("refusals")),
                statuses(policy.path("decided_by_the_data")),
                largest.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(largest.asInt()),
                texts("varying_fields", policy.path("varying_fields")),
                texts("not_tried", policy.path("not_tried")));
    }

    /** Returns the status of a refusal; empty where it is not to be tried. */
    public OptionalInt status(RefusalReason refusal) {
        Integer status = refusals.get(refusal);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Returns whether the server knows the credential of the security scheme. */
    public boolean knows(String scheme, String credential) {
        Credentials its = credentials.get(scheme);
        return its != null && its.knows(credential);
    }

    private static JsonNode parsed(String yaml) {
        try {
            JsonNode policy = new YAMLMapper().readTree(yaml);
            if (policy.isObject()) {
                return policy;
            }
        } catch (JacksonException e) {
            // A limit of the library, such as 500 levels, knows no line
            String place = e.getLocation() == null
                    ? e.getOriginalMessage()
                    : "line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException("The policy is no YAML: " + place, e);
        }
        throw new IllegalArgumentException("The policy must have fields, of " + KEYS);
    }

    private static Map<String, Credentials> credentials(JsonNode schemes) {
        Map<String, Credentials> credentials = new LinkedHashMap<>();
        schemes.properties().forEach(scheme -> {
            String at = "credentials." + scheme.getKey();
            JsonNode its = scheme.getValue();
            known(at, its, Set.of("full", "read_only", "others"));
            if (!its.path("full").isString()) {
                throw new IllegalArgumentException("The policy's %s.full must be a text".formatted(at));
            }
            credentials.put(
                    scheme.getKey(),
                    new Credentials(
                            its.path("full").asString(),
                            its.has("read_only")
                                    ? Optional.of(its.path("read_only").asString())
                                    : Optional.empty(),
                            List.copyOf(texts(at + ".others", its.path("others")))));
        });
        return credentials;
    }

    private static Map<RefusalReason, Integer> refusals(JsonNode statuses) {
        Map<RefusalReason, Integer> refusals = new EnumMap<>(RefusalReason.class);
        Map<String, RefusalReason> byKey = new LinkedHashMap<>();
        for (RefusalReason refusal : RefusalReason.values()) {
            byKey.put(refusal.key(), refusal);
        }
        known("refusals", statuses, byKey.keySet());
        statuses.properties()
                .forEach(status -> refusals.put(
                        byKey.get(status.getKey()), status("refusals." + status.getKey(), status.getValue())));
        return refusals;
    }

    private static Set<Integer> statuses(JsonNode list) {
        Set<Integer> statuses = new LinkedHashSet<>();
        list.forEach(status -> statuses.add(status("decided_by_the_data", status)));
        return statuses;
    }

    private static int status(String at, JsonNode status) {
        if (!status.isInt() || status.asInt() < 100 || status.asInt() > 599) {
            throw new IllegalArgumentException("The policy's %s must be a status, not %s".formatted(at, status));
        }
        return status.asInt();
    }

    private static Set<String> texts(String at, JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(text -> {
            if (!text.isString()) {
                throw new IllegalArgumentException("The policy's %s must hold texts, not %s".formatted(at, text));
            }
            texts.add(text.asString());
        });
        return texts;
    }

    private static void known(String at, JsonNode object, Set<String> keys) {
        object.propertyNames().stream()
                .filter(name -> !keys.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("The policy has an unknown field %s: it may be one of %s"
                            .formatted(
                                    at.isEmpty() ? unknown : at + "." + unknown,
                                    keys.stream().sorted().toList()));
                });
    }
}
