/** What the server says, and does not wait for, while its database is away. */
@NullMarked
package dev.reevaluate.server.outage;

import org.jspecify.annotations.NullMarked;
