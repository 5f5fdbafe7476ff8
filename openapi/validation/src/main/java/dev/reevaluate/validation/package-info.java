/**
 * Holds a request to openapi.yaml, and words what is wrong with it.
 *
 * <p>Server and mock answer alike because both ask {@link dev.reevaluate.validation.RequestValidator}: it knows the route,
 * the method, the media type, the size, the syntax and the shape, in the order of {@link dev.reevaluate.validation.Check}.
 * Whose key it is, and what the data says, is theirs to know.
 */
@NullMarked
package dev.reevaluate.validation;

import org.jspecify.annotations.NullMarked;
