package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.observed.ObservedBooking;
import java.time.Instant;
import java.util.Objects;

/** Turns a finding into an observed booking. */
public final class DriftObservations {

    private DriftObservations() {}

    public static ObservedBooking of(Finding found, Instant now) {
        if (found.calcom() == null) {
            return gone(found, now);
        }
        var observed = ObservedBooking.of(found.account(), found.calcom());
        var from = found.local() == null ? null : found.local().uid();
        // It may have been moved more than once since: the uid that we know counts.
        return from == null || observed.uid().equals(from) || Objects.equals(observed.movedFrom(), from)
                ? observed
                : from(observed, from);
    }

    /** Not there at all is as good as cancelled. */
    private static ObservedBooking gone(Finding found, Instant now) {
        return ObservedBooking.gone(found.account(), found.local().uid(), Status.CANCELLED, now);
    }

    private static ObservedBooking from(ObservedBooking observed, String movedFrom) {
        return new ObservedBooking(
                observed.account(),
                observed.uid(),
                observed.status(),
                observed.start(),
                observed.end(),
                observed.eventTypeId(),
                observed.attendees(),
                observed.absent(),
                observed.metadata(),
                movedFrom,
                observed.movedTo(),
                observed.sequence(),
                observed.asOf(),
                observed.host(),
                observed.read());
    }
}
