/**
 * Makes the stub mappings: a step of the build that runs after Spring Cloud Contract and before its jar is packed.
 *
 * <p>From a contract's YAML to a stub:
 *
 * <ol>
 *   <li>{@link dev.reevaluate.stubs.Contract} reads the request that the file sends, and the answer that it promises.
 *   <li>{@link dev.reevaluate.stubs.Spec} finds its operation, and the {@link dev.reevaluate.validation.Check} by which
 *       the server comes to the answer.
 *   <li>{@link dev.reevaluate.stubs.StubRequest} writes what the stub matches: what the server has looked at when it
 *       answers so, and nothing else. Spring Cloud Contract's own match takes too much (a list that contains the right ids
 *       among others) and too little (the fields of a form in one order).
 *   <li>{@link dev.reevaluate.stubs.Scenario} adds the order of calls, where the contract is a step of several.
 *   <li>{@link dev.reevaluate.stubs.MakeStubMappings} puts that into the mapping, beside the answer, and writes for each
 *       operation a stub for all other requests, and {@code STUBS.md}, which lists the contracts for consumers.
 * </ol>
 */
@NullMarked
package dev.reevaluate.stubs;

import org.jspecify.annotations.NullMarked;
