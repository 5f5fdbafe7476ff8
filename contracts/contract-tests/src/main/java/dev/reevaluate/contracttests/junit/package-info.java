/**
 * The way into the library: a test class with {@link dev.reevaluate.contracttests.junit.ContractTest} implements {@link
 * dev.reevaluate.contracttests.junit.ServerUnderTest} and {@link dev.reevaluate.contracttests.junit.ObservedState}, and inherits the tests.
 */
@NullMarked
package dev.reevaluate.contracttests.junit;

import org.jspecify.annotations.NullMarked;
