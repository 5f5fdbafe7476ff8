package dev.reevaluate.validation;

import tools.jackson.databind.JsonNode;

/**
 * A request that the contract has nothing against.
 *
 * @param operation what it calls
 * @param body its body as JSON, whatever its media type; a missing node where the operation takes none
 * @param path decoded, an integer in it without leading zeros
 */
public record ValidRequest(Operation operation, JsonNode body, String path) {}
