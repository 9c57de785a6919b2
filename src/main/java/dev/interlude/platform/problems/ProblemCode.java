package dev.interlude.platform.problems;

/** Every kind of refusal; the names are part of the HTTP interface. */
public enum ProblemCode {
    VALIDATION_FAILED(400, "The request is not valid"),
    UNAUTHENTICATED(401, "A valid API key is needed"),
    FORBIDDEN(403, "This API key may not do that"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This address does not know that method"),
    BODY_TOO_SLOW(408, "The body came too slowly"),
    SLOT_UNAVAILABLE(409, "The time is not available"),
    SEGMENT_MISSING(409, "A part of the booking is missing"),
    ALREADY_CANCELLED(409, "The booking is cancelled"),
    UPCOMING_BOOKINGS(409, "This person still has appointments to come"),
    CAPACITY_EXCEEDED(409, "The day is full"),
    ATTENDEE_BUSY(409, "The attendee has another booking then"),
    REQUIRED_APPOINTMENT_MISSING(409, "Another appointment must come before"),
    TOO_SOON(409, "Too near to another appointment of this service"),
    OPEN_APPOINTMENT(409, "The customer has an appointment to come"),
    DEPOSIT_MISSED(409, "The deposit comes too late"),
    HOLD_ENDED(409, "The hold has ended"),
    HOLD_USED(409, "The hold is booked"),
    HOLD_EXTENDED(409, "The hold was extended before"),
    WITHDRAWN(409, "It was withdrawn"),
    OFFER_ENDED(409, "Nothing is offered now"),
    OFFER_TAKEN(409, "Another customer has accepted the offer"),
    IN_PROGRESS(409, "An equal request is still being worked on"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key belongs to another request"),
    TOO_MANY_HOLDS(429, "Too many offers are held"),
    TOO_MANY_ENTRIES(429, "Too many entries are on the waiting list"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    CALCOM_REJECTED(502, "Cal.com refused"),
    CALCOM_MALFORMED(502, "Cal.com's answer could not be read"),
    CALCOM_UNAVAILABLE(503, "Cal.com cannot be reached"),
    UNAVAILABLE(503, "Interlude cannot answer now");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
