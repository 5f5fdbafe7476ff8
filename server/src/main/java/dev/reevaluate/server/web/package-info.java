/** HTTP: keys, bodies checked against the contract, delegates of the generated interfaces, and the words of every refusal. */
@NullMarked
package dev.reevaluate.server.web;

import org.jspecify.annotations.NullMarked;
