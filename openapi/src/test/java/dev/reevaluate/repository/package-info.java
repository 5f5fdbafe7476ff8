/** What holds for the whole repository: its pages lead where they say. */
@NullMarked
package dev.reevaluate.repository;

import org.jspecify.annotations.NullMarked;
