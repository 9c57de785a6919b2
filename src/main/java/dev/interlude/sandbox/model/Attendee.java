package dev.interlude.sandbox.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An attendee of a booking.
 *
 * @param seatUid the secret of this person's seat; null when the booking has no seats
 * @param metadata of the seat; null when the booking has no seats
 * @param responses what this person answered in the booking form; null when the booking has no seats
 */
public record Attendee(
        String name,
        String email,
        String timeZone,
        String language,
        String phoneNumber,
        boolean absent,
        String seatUid,
        ObjectNode metadata,
        ObjectNode responses) {

    /** An attendee of a booking without seats. */
    public Attendee(String name, String email, String timeZone, String language, String phoneNumber, boolean absent) {
        this(name, email, timeZone, language, phoneNumber, absent, null, null, null);
    }

    /** An attendee who answered nothing in the form but who they are. */
    public Attendee(
            String name,
            String email,
            String timeZone,
            String language,
            String phoneNumber,
            boolean absent,
            String seatUid,
            ObjectNode metadata) {
        this(
                name,
                email,
                timeZone,
                language,
                phoneNumber,
                absent,
                seatUid,
                metadata,
                seatUid == null ? null : Json.object().put("name", name).put("email", email));
    }

    /** The same person in another seat. */
    public Attendee inSeat(String seatUid) {
        return new Attendee(name, email, timeZone, language, phoneNumber, false, seatUid, metadata, responses);
    }

    public Attendee absent(boolean absent) {
        return new Attendee(name, email, timeZone, language, phoneNumber, absent, seatUid, metadata, responses);
    }
}
