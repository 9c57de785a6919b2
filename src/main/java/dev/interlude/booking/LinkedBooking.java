package dev.interlude.booking;

import java.util.UUID;

/** A booking linked to another one, directly or transitively. */
public record LinkedBooking(UUID id, BookingStatus status) {}
