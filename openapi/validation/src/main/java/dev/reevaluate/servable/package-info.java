/**
 * Refuses by name what of a document could be validated, but neither served nor generated.
 *
 * <p>{@link dev.reevaluate.servable.ServerLimits} looks at paths, methods, bodies and answers;
 * it asks {@link dev.reevaluate.servable.ModelLimits} for each schema that a model is generated of.
 */
@NullMarked
package dev.reevaluate.servable;

import org.jspecify.annotations.NullMarked;
