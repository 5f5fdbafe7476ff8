/** What is owed and who does it: slices in PostgreSQL, executed by db-scheduler's workers. */
@NullMarked
package dev.reevaluate.server.work;

import org.jspecify.annotations.NullMarked;
