/** Makes valid Java of what the OpenAPI generator writes, or names the part of the document of which that can't be made. */
@NullMarked
package dev.reevaluate.generated;

import org.jspecify.annotations.NullMarked;
