/** Commands of the jar, beside serving: they work on the database of a server, whether that runs or not. */
@NullMarked
package dev.reevaluate.server.command;

import org.jspecify.annotations.NullMarked;
