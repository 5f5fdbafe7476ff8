package dev.reevaluate.server.bulk;

/** A result of the request, with the agent whose scope its metrics must be in, and the project of both. */
record SelectedResult(long id, long agent, long project) {}
