/** What an organization may still spend: a balance, and the append-only ledger that always sums to it. */
@NullMarked
package dev.reevaluate.server.credits;

import org.jspecify.annotations.NullMarked;
