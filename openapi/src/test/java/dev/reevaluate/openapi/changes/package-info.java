/**
 * What changed between two versions of an OpenAPI document, in sentences that a consumer understands, and whether it breaks
 * them.
 *
 * <p>Direction decides. A <b>request</b> breaks when it may say less than before: a limit narrowed, a field or a parameter
 * required, a type, value or media type taken away, a pattern added. An <b>answer</b> breaks when it may say more than a
 * client is prepared for, or less than it relies on: a value or a type added, a field gone or no longer certain, a header or
 * the success gone. A looser limit of an answer, another error status, a new optional field, a new operation and other
 * words break nobody.
 */
@NullMarked
package dev.reevaluate.openapi.changes;

import org.jspecify.annotations.NullMarked;
