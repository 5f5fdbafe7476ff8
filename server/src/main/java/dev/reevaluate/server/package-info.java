/**
 * The Reevaluate server. The way of a bulk request:
 *
 * <ol>
 *   <li>{@code web}: the key opens an organization, the body is checked against the contract, the delegate hands over ids;
 *   <li>{@code bulk}: one transaction resolves, checks scope, eligibility and balance, charges, and records slices;
 *   <li>{@code work}: a scheduler execution a slice, created in that same transaction, evaluates its runs side by side;
 *   <li>{@code evaluation}: pure rules from a call's transcript to a score;
 *   <li>{@code results}: the last slice of a result completes it, and a polling consumer reads its scores.
 * </ol>
 *
 * <p>Beside that way: {@code settings} refuses what can't be set, {@code access} knows keys, {@code credits} balances, {@code workspace} loads data,
 * {@code judge} asks a language model, {@code python} runs programs, {@code requests} tells what became of them, {@code retention} removes the past,
 * {@code webhooks} tells receivers, {@code tracing} follows a request, {@code command} is what the jar does beside serving,
 * {@code outage} bridges an absence of the database, {@code postgres} is the database of a laptop.
 */
@NullMarked
package dev.reevaluate.server;

import org.jspecify.annotations.NullMarked;
