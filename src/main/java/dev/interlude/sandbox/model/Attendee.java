package dev.interlude.sandbox.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Somebody who comes to a booking.
 *
 * @param seatUid the secret of this person's seat; null when the booking has no seats
 * @param metadata of the seat; null when the booking has no seats
 */
public record Attendee(
        String name,
        String email,
        String timeZone,
        String language,
        String phoneNumber,
        boolean absent,
        String seatUid,
        ObjectNode metadata) {

    public Attendee absent(boolean absent) {
        return new Attendee(name, email, timeZone, language, phoneNumber, absent, seatUid, metadata);
    }
}
