/** Kills a working server again and again, and its database with it, and audits what the next one makes of it. */
@NullMarked
package dev.reevaluate.server.kills;

import org.jspecify.annotations.NullMarked;
