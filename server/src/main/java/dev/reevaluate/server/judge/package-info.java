/** Asks a language model, behind any OpenAI-compatible endpoint, what it makes of a call. */
@NullMarked
package dev.reevaluate.server.judge;

import org.jspecify.annotations.NullMarked;
