package dev.reevaluate.server.requests;

/** How many evaluations of a request failed, or wait, for the same reason. */
public record EvaluationsByReason(String reason, long evaluations) {}
