/** Every request that openapi.yaml has something to say about, derived from it, and the server's answers to them. */
@NullMarked
package dev.reevaluate.contracts.cases;

import org.jspecify.annotations.NullMarked;
