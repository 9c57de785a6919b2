package dev.interlude.booking;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a booking: what, by which API key or part of ours, and a detail for people.
 *
 * @param saga that did it, or null
 * @param traceId of the request, delivery or run that led to it, or null
 */
public record HistoryEntry(Instant at, String what, String by, String detail, UUID saga, String traceId) {}
