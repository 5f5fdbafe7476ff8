package dev.reevaluate.server.bulk;

/** A result of the request, with the agent whose scope its metrics must be in. */
record SelectedResult(long id, long agent) {}
