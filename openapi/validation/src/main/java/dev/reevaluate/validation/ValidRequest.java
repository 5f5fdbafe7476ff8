package dev.reevaluate.validation;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A request that the contract has nothing against.
 *
 * @param operation what it calls
 * @param body its body as JSON, whatever its media type; a missing node where the operation takes none
 * @param path decoded, an integer in it without leading zeros
 * @param query the decoded values that its query has under each name; empty where the operation declares none
 */
public record ValidRequest(Operation operation, JsonNode body, String path, Map<String, List<String>> query) {}
