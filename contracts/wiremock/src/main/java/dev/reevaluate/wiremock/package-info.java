/**
 * What makes a WireMock with the stubs answer as the server: WireMock finds it by itself, on the classpath.
 *
 * <p>A request first meets the same checks as on the server ({@link dev.reevaluate.validation.RequestValidator}), with the
 * same texts. What they let through is answered by the stub of a contract; and where no contract covers it, by a model of
 * the bulk rules over the demo workspace ({@link dev.reevaluate.wiremock.BulkRules}), or by a sentence that says what is
 * covered. The build sends one table of cases to the server and to this, and compares.
 */
@NullMarked
package dev.reevaluate.wiremock;

import org.jspecify.annotations.NullMarked;
