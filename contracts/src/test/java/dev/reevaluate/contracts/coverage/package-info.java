/** What of openapi.yaml is promised by a contract and tried by a case, and what is not. */
@NullMarked
package dev.reevaluate.contracts.coverage;

import org.jspecify.annotations.NullMarked;
