package dev.interlude.booking.attendees;

/**
 * An attendee of a booking, as Cal.com shows them.
 *
 * @param absent whether Cal.com says that they did not come; null when it does not say
 * @param guest invited by the one who booked
 */
public record CalcomAttendee(Attendee who, Boolean absent, boolean guest) {}
