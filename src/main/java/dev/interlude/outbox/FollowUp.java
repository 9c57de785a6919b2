package dev.interlude.outbox;

import java.util.UUID;

/**
 * A custom route to run because a booking was placed, moved or cancelled.
 *
 * @param id the same for every attempt, so that a route can tell a repeat
 * @param route the route's id
 * @param attempt which one this is, from 1
 * @param trace in which the change was made, as stored
 */
public record FollowUp(UUID id, UUID booking, String route, int attempt, String trace) {}
