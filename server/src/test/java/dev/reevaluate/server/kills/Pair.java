package dev.reevaluate.server.kills;

/** A run and a metric that it is scored by. */
record Pair(long run, long metric) {}
