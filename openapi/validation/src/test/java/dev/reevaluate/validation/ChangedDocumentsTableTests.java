package dev.reevaluate.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever {@code changed-documents.yaml} writes into a document is served: right values pass, and wrong ones are refused. */
class ChangedDocumentsTableTests {

    private static final String PATH = "/shop/";

    @ParameterizedTest(name = "{1}")
    @MethodSource("requests")
    void aRightValuePassesAndAWrongOneIsRefused(
            ChangedOperation change, ChangedOperation.Sent sent, OpenApiContract contract) throws IOException {
        @Nullable Integer refused = null;
        try {
            new RequestValidator(contract, 1_000_000).validate(sent.to(change.method(), PATH), false);
        } catch (RequestRefusedException e) {
            refused = e.status();
        }

        // A path that breaks its schema leads nowhere
        assertThat(refused)
                .as("%s: %s", change.name(), sent)
                .isEqualTo(sent.right() ? null : change.path().isEmpty() ? 400 : 404);
    }

    static Stream<Arguments> requests() {
        return ChangedOperation.all().stream().flatMap(change -> {
            OpenApiContract contract = contract(change);
            return change.sent().stream().map(sent -> Arguments.of(change, sent, contract));
        });
    }

    private static OpenApiContract contract(ChangedOperation change) {
        ObjectNode document = ChangedOperation.JSON_MAPPER.createObjectNode();
        document.put("openapi", "3.1.0").putObject("info").put("title", "Shop").put("version", "v1");
        document.putArray("security").addObject().putArray("key");
        document.putObject("paths").putObject(PATH + change.path()).set(change.method(), change.operation());
        document.set("components", ChangedOperation.components());
        return OpenApiContract.served(document.toString(), none -> Optional.empty());
    }
}
