/** Every request that openapi.yaml has something to say about, derived from it, and the server's answers to them. */
@NullMarked
package dev.reevaluate.contracttests.cases;

import org.jspecify.annotations.NullMarked;
