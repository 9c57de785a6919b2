package dev.interlude.observed;

import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.SegmentStatus;
import java.time.Instant;

/**
 * What an observation means for a segment. Whatever the order of arrival, the newest wins: an ended booking stays
 * ended, a moved one continues under its new uid, and each uid is used once.
 */
public final class ObservationRules {

    /** What is to be done about it. */
    public enum Verdict {
        KNOWN,
        OLDER,
        IGNORED,
        UNDECIDED,
        /** Cal.com has a booking with our key that we did not make. */
        GHOST,
        /** Take over its uid, time and state. */
        FOLLOW,
        /** It is over. */
        END
    }

    private ObservationRules() {}

    public static Verdict of(ObservedBooking observed, LocalSegment local) {
        if (!observed.alive() && !observed.ended()) {
            return Verdict.UNDECIDED;
        }
        return switch (local.bookingStatus()) {
            case BOOKING ->
                observed.alive() && local.start().equals(observed.start()) ? Verdict.KNOWN : Verdict.UNDECIDED;
            case RESCHEDULING -> observed.alive() && isOwnMove(observed, local) ? Verdict.KNOWN : Verdict.UNDECIDED;
            case COMPENSATING -> Verdict.IGNORED;
            case CANCEL_PENDING -> whileItEnds(observed, local);
            default -> settled(observed, local);
        };
    }

    /** A new uid may be what the customer books instead: decided once ours has ended. */
    private static Verdict whileItEnds(ObservedBooking observed, LocalSegment local) {
        return observed.alive() && !local.goesBy(observed.uid()) ? Verdict.UNDECIDED : Verdict.IGNORED;
    }

    private static boolean isOwnMove(ObservedBooking observed, LocalSegment local) {
        return observed.uid().equals(local.uid())
                ? local.start().equals(observed.start())
                : local.movingTo().stream().anyMatch(start -> start.equals(observed.start()));
    }

    private static Verdict settled(ObservedBooking observed, LocalSegment local) {
        if (local.formerUids().contains(observed.uid()) || observed.ended() && observed.movedTo() != null) {
            return Verdict.OLDER;
        }
        if (local.status() == SegmentStatus.RELEASING) {
            return whileItEnds(observed, local);
        }
        if (!local.alive()) {
            return afterItsEnd(observed, local);
        }
        return observed.uid().equals(local.uid()) ? ofTheSame(observed, local) : ofAnother(observed, local);
    }

    /**
     * A webhook never revives a booking: it may have been sent before the end. Only a read at Cal.com does: a booking
     * there that follows a settled one is what customer and host agreed on since.
     */
    private static Verdict afterItsEnd(ObservedBooking observed, LocalSegment local) {
        if (observed.ended()) {
            return Verdict.KNOWN;
        }
        var same = observed.uid().equals(local.uid());
        if (!observed.read()) {
            return same ? Verdict.OLDER : Verdict.UNDECIDED;
        }
        if (local.isGivenUp()) {
            return Verdict.GHOST;
        }
        if (!same && observed.movedFrom() != null
                || isNewer(observed.asOf(), local.bookingUpdatedAt()) && isNewer(observed.asOf(), local.seenAt())) {
            return Verdict.FOLLOW;
        }
        return same ? Verdict.OLDER : Verdict.GHOST;
    }

    private static Verdict ofTheSame(ObservedBooking observed, LocalSegment local) {
        if (observed.ended()) {
            return Verdict.END;
        }
        if (observed.status() == Status.PENDING && !local.isPending()) {
            return Verdict.OLDER;
        }
        if (observed.start() != null && !local.standsAt(observed.start(), observed.end())) {
            return observed.read() ? Verdict.FOLLOW : Verdict.UNDECIDED;
        }
        var decided = observed.status() == Status.ACCEPTED && local.isPending();
        var cameOrNot = observed.absent() != null && observed.absent() != local.absent();
        return decided || cameOrNot ? Verdict.FOLLOW : Verdict.KNOWN;
    }

    private static Verdict ofAnother(ObservedBooking observed, LocalSegment local) {
        if (observed.movedFrom() == null) {
            // Our key, but not moved there: a second booking of one segment.
            return observed.read() && observed.alive() ? Verdict.GHOST : Verdict.UNDECIDED;
        }
        // Moved on from where we know it, or read there; otherwise only Cal.com knows which of the two is later.
        var goesOn = observed.movedFrom().equals(local.uid());
        return goesOn || observed.read() ? Verdict.FOLLOW : Verdict.UNDECIDED;
    }

    private static boolean isNewer(Instant one, Instant other) {
        return other == null || one != null && one.isAfter(other);
    }
}
