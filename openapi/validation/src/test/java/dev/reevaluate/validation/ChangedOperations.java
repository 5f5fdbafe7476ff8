package dev.reevaluate.validation;

import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a document with all changes of {@code changed-documents.yaml}, an operation each, and what is sent to them with the
 * validator's answers: so that a generator, a server and a mock can be held to them.
 */
final class ChangedOperations {

    private static final String ROOT = "/changed/";

    private ChangedOperations() {}

    /** Takes the document to change, and the directory to write {@code openapi.yaml} and {@code requests.json} into. */
    public static void main(String[] args) throws IOException {
        List<ChangedOperation> changes = ChangedOperation.all();
        ObjectNode document =
                (ObjectNode) OpenApiDocument.read(Path.of(args[0])).root();
        document.withObject("/components/schemas")
                .setAll((ObjectNode) ChangedOperation.components().path("schemas"));
        for (int i = 0; i < changes.size(); i++) {
            add(document, changes.get(i), i);
        }
        OpenApiContract contract = OpenApiContract.served(document.toString(), none -> Optional.empty());
        ArrayNode requests = ChangedOperation.JSON_MAPPER.createArrayNode();
        for (int i = 0; i < changes.size(); i++) {
            for (ChangedOperation.Sent sent : changes.get(i).sent()) {
                requests.add(request(contract, changes.get(i), ROOT + i + "/", sent));
            }
        }
        Path directory = Files.createDirectories(Path.of(args[1]));
        Files.writeString(directory.resolve("openapi.yaml"), document.toPrettyString());
        Files.writeString(directory.resolve("requests.json"), requests.toPrettyString());
        System.out.printf("%d changes, %d requests in %s%n", changes.size(), requests.size(), directory);
    }

    private static void add(ObjectNode document, ChangedOperation change, int number) {
        ObjectNode operation = change.operation().deepCopy();
        operation.put("operationId", "changed-" + number).put("summary", change.name());
        operation.withArray("tags").add("Changed");
        operation.putArray("security").addObject().putArray("api_key");
        operation.putObject("responses").putObject("200").put("description", "Done");
        document.withObject("/paths")
                .putObject(ROOT + number + "/" + change.path())
                .set(change.method(), operation);
    }

    private static ObjectNode request(
            OpenApiContract contract, ChangedOperation change, String path, ChangedOperation.Sent sent)
            throws IOException {
        ObjectNode request = ChangedOperation.JSON_MAPPER.createObjectNode();
        request.put("name", change.name())
                .put("method", change.method().toUpperCase(Locale.ROOT))
                .put("path", path + sent.segment())
                .put("query", sent.query())
                .put("body", sent.body())
                .putPOJO("headers", sent.headers());
        try {
            new RequestValidator(contract, 1_000_000).validate(sent.to(change.method(), path), false);
        } catch (RequestRefusedException refused) {
            request.put("status", refused.status()).putPOJO("answer", refused.body());
        }
        return request;
    }
}
