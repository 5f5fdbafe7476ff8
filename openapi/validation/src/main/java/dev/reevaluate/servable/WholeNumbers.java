package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Refuses by name integers that are written with a point: the generator makes texts of them, or what is no number at run time. */
final class WholeNumbers {

    private final OpenApiDocument document;

    WholeNumbers(OpenApiDocument document) {
        this.document = document;
    }

    void check(String at) {
        ResolvedSchema schema = document.schema(at);
        for (String keyword : List.of("enum", "const", "default")) {
            JsonNode value = document.at(at).path(keyword);
            ResolvedSchema type = keyword.equals("default") && value.isArray() ? schema.items() : schema;
            if (type.keyword("type").stream().anyMatch(WholeNumbers::isInteger)) {
                Stream.concat(Stream.of(value), value.valueStream())
                        .filter(number -> number.isNumber() && !number.isIntegralNumber())
                        .findFirst()
                        .ifPresent(number -> {
                            throw new UnsupportedSpecFeatureException(
                                    at + "/" + keyword,
                                    "the integer " + number,
                                    "the generator makes none of it: write it without a point");
                        });
            }
        }
    }

    private static boolean isInteger(JsonNode type) {
        return Stream.concat(Stream.of(type), type.valueStream())
                .anyMatch(one -> one.asString("").equals("integer"));
    }
}
