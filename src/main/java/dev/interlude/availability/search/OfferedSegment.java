package dev.interlude.availability.search;

import java.time.Instant;

/** One segment of an offer: who, when, and the Cal.com event type that would book it. */
public record OfferedSegment(String key, String staff, long eventTypeId, Instant start, Instant end) {}
