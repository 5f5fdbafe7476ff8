/** The rules of the bulk request: resolve, scope, eligibility, cost, charge, record. */
@NullMarked
package dev.reevaluate.server.bulk;

import org.jspecify.annotations.NullMarked;
