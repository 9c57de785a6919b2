package dev.interlude.booking;

import dev.interlude.booking.SeenBooking.Status;
import java.time.Instant;

/**
 * What Cal.com's word about a segment means. Whatever the order in which words come, the newest wins: a booking there that
 * has ended stays ended, one that was moved goes on under its new uid, and each uid is used once.
 */
public final class SightingRules {

    /** What is to be done about it. */
    public enum Verdict {
        KNOWN,
        OLDER,
        IGNORED,
        UNDECIDED,
        /** Cal.com has something with our key that must not be there. */
        GHOST,
        /** Take over its uid, time and state. */
        FOLLOW,
        /** It is over. */
        END
    }

    private SightingRules() {}

    public static Verdict of(Sighting said, KnownSegment known) {
        if (!said.alive() && !said.ended()) {
            return Verdict.UNDECIDED;
        }
        return switch (known.bookingStatus()) {
            case BOOKING -> said.alive() && known.start().equals(said.start()) ? Verdict.KNOWN : Verdict.UNDECIDED;
            case RESCHEDULING -> said.alive() && isOwnMove(said, known) ? Verdict.KNOWN : Verdict.UNDECIDED;
            case COMPENSATING, CANCEL_PENDING -> Verdict.IGNORED;
            default -> settled(said, known);
        };
    }

    private static boolean isOwnMove(Sighting said, KnownSegment known) {
        return said.uid().equals(known.uid())
                ? known.start().equals(said.start())
                : known.movingTo().stream().anyMatch(start -> start.equals(said.start()));
    }

    private static Verdict settled(Sighting said, KnownSegment known) {
        if (known.formerUids().contains(said.uid()) || said.ended() && said.movedTo() != null) {
            return Verdict.OLDER;
        }
        if (known.status() == SegmentStatus.RELEASING) {
            return Verdict.IGNORED;
        }
        if (!known.alive()) {
            return afterItsEnd(said, known);
        }
        if (before(said.sequence(), known.sequence())) {
            return Verdict.OLDER;
        }
        return said.uid().equals(known.uid()) ? ofTheSame(said, known) : ofAnother(said, known);
    }

    /** A webhook never revives: it may have been sent before the end. Only what stands at Cal.com does. */
    private static Verdict afterItsEnd(Sighting said, KnownSegment known) {
        if (said.ended()) {
            return Verdict.KNOWN;
        }
        if (!said.read()) {
            return said.uid().equals(known.uid()) || before(said.sequence(), known.sequence())
                    ? Verdict.OLDER
                    : Verdict.UNDECIDED;
        }
        if (known.isOurs()) {
            return Verdict.GHOST;
        }
        return isNewer(said.asOf(), known.bookingUpdatedAt()) && isNewer(said.asOf(), known.seenAt())
                ? Verdict.FOLLOW
                : Verdict.OLDER;
    }

    private static Verdict ofTheSame(Sighting said, KnownSegment known) {
        if (said.ended()) {
            return Verdict.END;
        }
        if (said.status() == Status.PENDING && !known.isPending()) {
            return Verdict.OLDER;
        }
        if (said.start() != null && !known.standsAt(said.start(), said.end())) {
            return said.read() ? Verdict.FOLLOW : Verdict.UNDECIDED;
        }
        var decided = said.status() == Status.ACCEPTED && known.isPending();
        var cameOrNot = said.absent() != null && said.absent() != known.absent();
        return decided || cameOrNot ? Verdict.FOLLOW : Verdict.KNOWN;
    }

    private static Verdict ofAnother(Sighting said, KnownSegment known) {
        if (said.movedFrom() == null) {
            // Our key, but nobody moved it there: a second booking of one segment.
            return said.read() && said.alive() ? Verdict.GHOST : Verdict.UNDECIDED;
        }
        var forked = known.formerUids().contains(said.movedFrom());
        var counted = said.sequence() != null && known.sequence() != null;
        return !forked || counted || said.read() ? Verdict.FOLLOW : Verdict.UNDECIDED;
    }

    private static boolean before(Integer one, Integer other) {
        return one != null && other != null && one < other;
    }

    private static boolean isNewer(Instant one, Instant other) {
        return other == null || one != null && one.isAfter(other);
    }
}
