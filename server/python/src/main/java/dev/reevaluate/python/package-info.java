/**
 * The child process that runs Python metrics: {@code PythonChild} reads chunks of work, {@code Sandbox} makes a context for
 * each, {@code Program} runs in it, {@code Deadline} ends what takes too long.
 */
@NullMarked
package dev.reevaluate.python;

import org.jspecify.annotations.NullMarked;
