/** Reads an OpenAPI 3.1 document, its files, anchors and references, and refuses by name what this project can't honour. */
@NullMarked
package dev.reevaluate.document;

import org.jspecify.annotations.NullMarked;
