/** Workspace documents: organizations, keys, agents, metrics, results and runs, loaded as an idempotent upsert. */
@NullMarked
package dev.reevaluate.server.workspace;

import org.jspecify.annotations.NullMarked;
