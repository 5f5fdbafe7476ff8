package dev.reevaluate.openapi.changes;

import dev.reevaluate.openapi.changes.ContractChanges.Endpoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares one operation: how it is called, what it takes, what it answers. */
record OperationChanges(ContractChanges changes, String name) {

    void compare(Endpoint old, Endpoint now) {
        called(old.operation(), now.operation());
        security(old.keys(), now.keys());
        ContractChanges.both(
                old.parameters(), now.parameters(), (at, parameter) -> parameter(at, parameter.old(), parameter.now()));
        body(
                changes.before(old.operation().path("requestBody")),
                changes.after(now.operation().path("requestBody")));
        ContractChanges.both(
                ContractChanges.fields(old.operation().path("responses")),
                ContractChanges.fields(now.operation().path("responses")),
                (status, response) -> response(status, response.old(), response.now()));
    }

    private void called(JsonNode old, JsonNode now) {
        if (!old.path("operationId").equals(now.path("operationId"))) {
            changes.breaking(
                    name,
                    "its operationId is `%s`, it was `%s`: generated clients call it by another name.",
                    now.path("operationId").asString(""),
                    old.path("operationId").asString(""));
        }
        if (!old.path("tags").path(0).equals(now.path("tags").path(0))) {
            changes.breaking(
                    name,
                    "its tag is %s, it was %s: generated clients have it in another class.",
                    now.path("tags").path(0).asString("none"),
                    old.path("tags").path(0).asString("none"));
        }
        if (now.path("deprecated").asBoolean(false) && !old.path("deprecated").asBoolean(false)) {
            changes.harmless(name, "it is deprecated now.");
        }
        changes.words(name, old, now, "summary");
        changes.words(name, old, now, "description");
    }

    private void security(Set<String> old, Set<String> now) {
        if (!old.equals(now)) {
            if (now.isEmpty()) {
                changes.harmless(name, "no key is needed any more.");
            } else {
                changes.breaking(
                        name,
                        "the caller must send %s, it was %s: who does not is refused now.",
                        String.join(" or ", now),
                        old.isEmpty() ? "nothing" : String.join(" or ", old));
            }
        }
    }

    private void parameter(String at, @Nullable JsonNode old, @Nullable JsonNode now) {
        String place = name + ", " + at;
        if (now == null) {
            changes.breaking(place, "it is gone: callers that send it are no longer heard.");
        } else if (old == null) {
            if (now.path("required").asBoolean(false)) {
                changes.breaking(place, "it is new, and required: callers that do not know it are refused now.");
            } else {
                changes.harmless(place, "it is new, and optional.");
            }
        } else {
            if (now.path("required").asBoolean(false) && !old.path("required").asBoolean(false)) {
                changes.breaking(place, "it is required, it was optional: callers that leave it out are refused now.");
            } else if (!now.path("required").asBoolean(false)
                    && old.path("required").asBoolean(false)) {
                changes.harmless(place, "it is optional, it was required.");
            }
            for (String style : Set.of("style", "explode")) {
                if (!old.path(style).equals(now.path(style))) {
                    changes.breaking(
                            place, "its %s changed: the values of a list are written in another way now.", style);
                }
            }
            changes.words(place, old, now, "description");
            SchemaChanges.ofParameter(changes).compare(place, old.path("schema"), now.path("schema"));
        }
    }

    private void body(JsonNode old, JsonNode now) {
        String place = name + ", the request's body";
        if (old.isMissingNode() && now.isMissingNode()) {
            return;
        }
        boolean required = now.path("required").asBoolean(false);
        if (required && !old.path("required").asBoolean(false)) {
            changes.breaking(place, "it is required, it was not: callers that send none are refused now.");
        } else if (now.isMissingNode()) {
            changes.breaking(place, "it is gone: what callers send in it is no longer heard.");
            return;
        }
        changes.words(place, old, now, "description");
        ContractChanges.both(
                ContractChanges.fields(old.path("content")),
                ContractChanges.fields(now.path("content")),
                (type, content) -> {
                    if (content.now() == null) {
                        changes.breaking(
                                place,
                                "it can't be %s any more: callers that send that are refused with 415 now.",
                                type);
                    } else if (content.old() == null) {
                        if (!old.isMissingNode()) {
                            changes.harmless(place, "it can be %s, too.", type);
                        }
                    } else {
                        SchemaChanges.ofRequest(changes)
                                .compare(
                                        place,
                                        content.old().path("schema"),
                                        content.now().path("schema"));
                    }
                });
    }

    private void response(String status, @Nullable JsonNode written, @Nullable JsonNode writtenNow) {
        String place = name + ", the answer " + status;
        boolean success = status.startsWith("2");
        if (writtenNow == null) {
            if (success) {
                changes.breaking(place, "it is gone: callers that wait for it never see it.");
            } else {
                changes.harmless(place, "it is gone: ./mvnw verify says where the server still gives it.");
            }
        } else if (written == null) {
            if (success) {
                changes.breaking(place, "it is new: callers do not know this success.");
            } else {
                changes.harmless(place, "it is new: a refusal that callers handle as any other.");
            }
        } else {
            answer(place, changes.before(written), changes.after(writtenNow));
        }
    }

    private void answer(String place, JsonNode old, JsonNode now) {
        changes.words(place, old, now, "description");
        ContractChanges.both(
                ContractChanges.fields(old.path("headers")),
                ContractChanges.fields(now.path("headers")),
                (header, value) -> {
                    String at = place + ", header " + header;
                    if (value.now() == null) {
                        changes.breaking(at, "it is gone: callers that read it find nothing.");
                    } else if (value.old() == null) {
                        changes.harmless(at, "it is new.");
                    } else {
                        SchemaChanges.ofAnswer(changes)
                                .compare(
                                        at,
                                        changes.before(value.old()).path("schema"),
                                        changes.after(value.now()).path("schema"));
                    }
                });
        ContractChanges.both(
                ContractChanges.fields(old.path("content")),
                ContractChanges.fields(now.path("content")),
                (type, content) -> {
                    if (content.now() == null) {
                        changes.breaking(
                                place, "it has no body of %s any more: callers that read it find nothing.", type);
                    } else if (content.old() == null) {
                        changes.harmless(place, "it has a body of %s.", type);
                    } else {
                        SchemaChanges.ofAnswer(changes)
                                .compare(
                                        place,
                                        content.old().path("schema"),
                                        content.now().path("schema"));
                    }
                });
    }
}
