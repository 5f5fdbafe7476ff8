package dev.reevaluate.contracttests.cases;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds an answer to what its operation declares. */
public record AnswerJudge(OperationUnderTest operation) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Returns what the document says against the answer, a sentence each. */
    public List<String> objectionsTo(Answer answer) {
        Optional<JsonNode> response = operation.response(answer.status());
        if (response.isEmpty()) {
            return List.of("the document declares no %s for %s".formatted(answer.status(), operation.name()));
        }
        List<String> objections = new ArrayList<>();
        response.get()
                .path("headers")
                .properties()
                .forEach(header ->
                        header(header.getKey(), operation.api().followed(header.getValue()), answer, objections));
        body(response.get().path("content"), answer, objections);
        return objections;
    }

    private void header(String name, JsonNode declared, Answer answer, List<String> objections) {
        Optional<String> value = answer.header(name);
        if (value.isEmpty()) {
            // What is declared is relied on, unless the document says that it may be missing
            if (declared.path("required").asBoolean(true)) {
                objections.add("the header %s is missing".formatted(name));
            }
            return;
        }
        JsonNode schema = declared.path("schema");
        violations(schema, TextFields.read(operation.api().schema(schema), value.get()))
                .forEach(violation -> objections.add("header %s: %s".formatted(name, violation)));
    }

    private void body(JsonNode content, Answer answer, List<String> objections) {
        if (content.isEmpty()) {
            if (!answer.body().isEmpty()) {
                objections.add("a body where none is declared: " + answer.body());
            }
            return;
        }
        Optional<JsonNode> declared = declared(content, answer.mediaType());
        if (declared.isEmpty()) {
            objections.add("the media type \"%s\" is not declared".formatted(answer.mediaType()));
        } else if (!answer.bodiless()
                && BodyFormat.of(answer.mediaType())
                        .filter(BodyFormat.JSON::equals)
                        .isPresent()) {
            try {
                objections.addAll(violations(declared.get().path("schema"), JSON.readTree(answer.body())));
            } catch (JacksonException e) {
                objections.add("the body is not JSON: " + answer.body());
            }
        }
    }

    private static Optional<JsonNode> declared(JsonNode content, String mediaType) {
        for (String range : List.of(mediaType, mediaType.replaceFirst("/.*", "/*"), "*/*")) {
            if (content.has(range)) {
                return Optional.of(content.path(range));
            }
        }
        return Optional.empty();
    }

    private List<String> violations(JsonNode schema, JsonNode value) {
        return operation.api().answers().violations(schema, value).stream()
                .map(Error::toString)
                .toList();
    }
}
