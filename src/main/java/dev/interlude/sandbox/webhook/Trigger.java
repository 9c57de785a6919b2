package dev.interlude.sandbox.webhook;

import java.util.Arrays;
import java.util.List;

/** The triggers of webhooks; the sandbox sends those of bookings. */
public enum Trigger {
    BOOKING_CREATED,
    BOOKING_PAYMENT_INITIATED,
    BOOKING_PAID,
    BOOKING_RESCHEDULED,
    BOOKING_REQUESTED,
    BOOKING_CANCELLED,
    BOOKING_REJECTED,
    BOOKING_NO_SHOW_UPDATED,
    FORM_SUBMITTED,
    MEETING_ENDED,
    MEETING_STARTED,
    RECORDING_READY,
    INSTANT_MEETING,
    RECORDING_TRANSCRIPTION_GENERATED,
    OOO_CREATED,
    AFTER_HOSTS_CAL_VIDEO_NO_SHOW,
    AFTER_GUESTS_CAL_VIDEO_NO_SHOW,
    FORM_SUBMITTED_NO_EVENT,
    DELEGATION_CREDENTIAL_ERROR;

    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
