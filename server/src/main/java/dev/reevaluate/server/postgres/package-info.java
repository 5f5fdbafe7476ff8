/** The embedded PostgreSQL that serves where no datasource URL is given. */
@NullMarked
package dev.reevaluate.server.postgres;

import org.jspecify.annotations.NullMarked;
