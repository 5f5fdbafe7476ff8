package dev.reevaluate.servable;

import dev.reevaluate.document.DocumentWalk;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Refuses by name texts that the generator writes into the code, and which are longer than a text in Java's code may be. */
final class LongTexts {

    private static final List<String> IN_THE_CODE = List.of("default", "enum", "const", "operationId", "name");
    private static final int LONGEST = 65_535;

    private LongTexts() {}

    static void check(OpenApiDocument document) {
        DocumentWalk.each(
                document.root(),
                "#",
                (place, object) -> IN_THE_CODE.stream()
                        .filter(name -> Stream.concat(
                                        Stream.of(object.path(name)),
                                        object.path(name).valueStream())
                                .anyMatch(text -> text.asString("").getBytes(StandardCharsets.UTF_8).length > LONGEST))
                        .findFirst()
                        .ifPresent(name -> {
                            throw new UnsupportedSpecFeatureException(
                                    place + "/" + name,
                                    "a text of more than %s bytes".formatted(LONGEST),
                                    "the generator writes it into the code, and Java has no longer ones");
                        }));
    }
}
