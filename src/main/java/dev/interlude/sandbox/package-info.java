/**
 * A stand-in for Cal.com. {@link dev.interlude.sandbox.Sandbox} is the way in; {@code Pipeline} is the way of a request.
 *
 * <p>{@code wire}: sockets. {@code http}: requests, answers, refusals, routes, keys and limits. {@code fault}: what goes
 * wrong on order. {@code model}: the tables. {@code seed}: what is in them at first. {@code slots}, {@code booking},
 * {@code eventtype}, {@code user}, {@code webhook}: the work. {@code log}: what was received.
 */
package dev.interlude.sandbox;
