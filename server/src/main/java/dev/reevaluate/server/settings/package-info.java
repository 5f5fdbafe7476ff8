/** Settings: which there are, and what they can be; a start with any other ends before anything runs. */
@NullMarked
package dev.reevaluate.server.settings;

import org.jspecify.annotations.NullMarked;
