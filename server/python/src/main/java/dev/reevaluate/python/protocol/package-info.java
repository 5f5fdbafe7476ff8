/** What the server and its Python child say to each other, in frames over the child's standard input and output. */
@NullMarked
package dev.reevaluate.python.protocol;

import org.jspecify.annotations.NullMarked;
