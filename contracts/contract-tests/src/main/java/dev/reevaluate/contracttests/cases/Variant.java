package dev.reevaluate.contracttests.cases;

import tools.jackson.databind.JsonNode;

/**
 * A good value with one thing changed.
 *
 * @param place what was changed, from the outermost field inwards; empty for the whole
 * @param keyword that the change is about, with its value
 * @param what it was changed to
 * @param value all of it, changed
 * @param sure whether the demo workspace is known to have what the value names; else the data decides
 */
record Variant(String place, String keyword, String what, JsonNode value, Kind kind, boolean sure) {}
