package dev.interlude.booking;

import java.util.UUID;

/** A booking that hangs on another one, directly or by way of others. */
public record LinkedBooking(UUID id, BookingStatus status) {}
