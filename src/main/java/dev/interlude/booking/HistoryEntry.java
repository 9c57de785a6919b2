package dev.interlude.booking;

import java.time.Instant;

/** Something that happened to a booking: what, by which API key or part of ours, and a detail for people. */
public record HistoryEntry(Instant at, String what, String by, String detail) {}
