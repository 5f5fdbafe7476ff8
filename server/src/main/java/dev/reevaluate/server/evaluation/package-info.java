/** Pure rules from a call's transcript to a score: no database, no network, no clock. */
@NullMarked
package dev.reevaluate.server.evaluation;

import org.jspecify.annotations.NullMarked;
