/**
 * Reads the contracts as data and makes their stubs exact: a stub answers the requests that the server answers so, and no other.
 *
 * <p>A contract sends one request. Spring Cloud Contract makes a test of it, and a stub that takes too much (a list that
 * contains the right ids among others) and too little (the form fields in this very order). {@link
 * dev.reevaluate.contracts.ExactStubs} replaces what the stub matches by one rule: <b>a stub looks at what the server had
 * looked at when it answered</b>, in the order of its {@link dev.reevaluate.validation.Check}s, and at nothing else.
 */
@NullMarked
package dev.reevaluate.contracts;

import org.jspecify.annotations.NullMarked;
