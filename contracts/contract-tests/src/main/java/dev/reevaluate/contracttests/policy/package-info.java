/** What a document can't say of its server: which credentials there are, and which statuses refusals have. */
@NullMarked
package dev.reevaluate.contracttests.policy;

import org.jspecify.annotations.NullMarked;
