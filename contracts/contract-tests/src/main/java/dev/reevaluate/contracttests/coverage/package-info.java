/** What of a document is promised by a contract and tried by a case, and what is not. */
@NullMarked
package dev.reevaluate.contracttests.coverage;

import org.jspecify.annotations.NullMarked;
