/** What tests share: a server on a real PostgreSQL, a workspace in a text, a scheduler stepped by hand. */
@NullMarked
package dev.reevaluate.server.testing;

import org.jspecify.annotations.NullMarked;
