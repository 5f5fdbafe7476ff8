/** Who calls: API keys, and the organization or project that a key opens. */
@NullMarked
package dev.reevaluate.server.access;

import org.jspecify.annotations.NullMarked;
