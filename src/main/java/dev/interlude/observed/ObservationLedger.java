package dev.interlude.observed;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.FlagListener;
import dev.interlude.booking.move.PauseRules;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.catalog.AtCalcom;
import dev.interlude.catalog.AtCalcom.Cancelled;
import dev.interlude.catalog.AtCalcom.Moved;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.observed.ObservationResult.Effect;
import dev.interlude.observed.jdbc.ForeignBookings;
import dev.interlude.observed.jdbc.LocalSegments;
import dev.interlude.observed.jdbc.ObservedRows;
import dev.interlude.platform.Ids;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applies an observed booking to ours, in the caller's transaction. Observations may come twice, late and in any order:
 * {@link ObservationRules}.
 */
public class ObservationLedger {

    private final LocalSegments segments;
    private final ObservedRows rows;
    private final ForeignBookings foreign;
    private final Lineage lineage;
    private final SagaJournal journal;
    private final BookingListener listener;
    private final FlagListener flagListener;
    private final Catalog catalog;
    private final UnitLedger units;
    private final Ids ids;
    private final String compensation;

    /** @param compensation the route that releases one segment, given as {@code segmentId} */
    public ObservationLedger(
            LocalSegments segments,
            ObservedRows rows,
            ForeignBookings foreign,
            SagaJournal journal,
            BookingListener listener,
            FlagListener flagListener,
            Catalog catalog,
            UnitLedger units,
            Ids ids,
            String compensation) {
        this.segments = segments;
        this.rows = rows;
        this.foreign = foreign;
        this.lineage = new Lineage(rows, this::follow, listener);
        this.journal = journal;
        this.listener = listener;
        this.flagListener = flagListener;
        this.catalog = catalog;
        this.units = units;
        this.ids = ids;
        this.compensation = compensation;
    }

    /** Makes no calls. If it answers UNDECIDED, nothing was written: read the booking at Cal.com and apply that. */
    @Transactional
    public ObservationResult take(ObservedBooking observed) {
        segments.lock(observed);
        var local = segments.of(observed);
        if (local.isEmpty()) {
            return takeIn(observed);
        }
        if (local.size() > 1) {
            if (local.stream().anyMatch(LocalSegment::isBeingChanged)) {
                return ObservationResult.of(Effect.UNDECIDED, local.get(0).booking());
            }
            lineage.unite(local, observed);
            local = segments.of(observed);
        }
        return about(
                local.stream().filter(s -> s.goesBy(observed.uid())).findFirst().orElse(local.get(0)), observed);
    }

    /** Whose absence it is depends on whose booking it is. */
    private ObservationResult about(LocalSegment segment, ObservedBooking observed) {
        var customer = segment.customer();
        if (!observed.read() && observed.attendees().leavesOpen(customer)) {
            return ObservationResult.of(Effect.UNDECIDED, segment.booking());
        }
        return apply(observed.about(customer), segment);
    }

    /** The appointment has taken place; nothing changes unless its last segment is over. */
    @Transactional
    public ObservationResult over(String uid) {
        var booking = rows.complete(uid);
        if (booking == null) {
            return ObservationResult.of(Effect.KNOWN, null);
        }
        rows.note(booking, "completed", "");
        return ObservationResult.of(Effect.CHANGED, booking);
    }

    /** Its pauses did not fit, and the segments were moved so that they do. */
    public void repaired(UUID booking) {
        rows.note(booking, "pauses repaired", "the other segments were moved after it");
    }

    private ObservationResult apply(ObservedBooking observed, LocalSegment segment) {
        return switch (ObservationRules.of(observed, segment)) {
            case KNOWN -> ObservationResult.of(Effect.KNOWN, segment.booking());
            case IGNORED -> ObservationResult.of(Effect.IGNORED, segment.booking());
            case UNDECIDED -> ObservationResult.of(Effect.UNDECIDED, segment.booking());
            case OLDER -> older(observed, segment);
            case GHOST -> flagged(segment.booking(), "Cal.com has " + observed.uid() + ", which we do not");
            case FOLLOW ->
                rows.isReplaced(segment.id())
                        ? flagged(
                                segment.booking(),
                                segment.key() + " was booked again in Cal.com, and another has taken its place here")
                        : touching(follow(observed, segment), observed, segment);
            case END -> touching(end(observed, segment), observed, segment);
        };
    }

    private static ObservationResult touching(
            ObservationResult result, ObservedBooking observed, LocalSegment segment) {
        return result.touching(segment.staff(), segment.start(), observed.start());
    }

    /** Old uids may come in any order: each is stored. */
    private ObservationResult older(ObservedBooking observed, LocalSegment segment) {
        observed.uids().filter(uid -> !uid.equals(observed.movedTo())).forEach(uid -> rows.formerly(uid, segment.id()));
        return ObservationResult.of(Effect.OLDER, segment.booking());
    }

    private ObservationResult takeIn(ObservedBooking observed) {
        if (observed.start() == null || observed.eventTypeId() == null) {
            return ObservationResult.of(observed.read() ? Effect.IGNORED : Effect.UNDECIDED, null);
        }
        if (observed.ended() && (observed.read() || observed.movedTo() != null)) {
            return ObservationResult.of(Effect.IGNORED, null);
        }
        if (observed.segmentKey() != null) {
            return ObservationResult.of(observed.alive() ? Effect.FLAGGED : Effect.IGNORED, null);
        }
        if (segments.maybeOnItsWay(observed)) {
            return ObservationResult.of(Effect.UNDECIDED, null);
        }
        return foreign.place(observed)
                .filter(place -> observed.alive() || observed.ended())
                .map(place -> insert(observed, place).touching(place.staff(), observed.start()))
                .orElse(ObservationResult.of(Effect.IGNORED, null));
    }

    private ObservationResult insert(ObservedBooking observed, ForeignBookings.Place place) {
        var booking = ids.next();
        var segment = foreign.insert(observed, place, booking);
        rows.formerly(observed.movedFrom(), segment);
        if (observed.ended()) {
            return ObservationResult.of(Effect.TAKEN, booking);
        }
        var held = rows.hold(segment);
        var lacking = units.follow(booking, place.service());
        listener.tell(booking, observed.status() == Status.PENDING ? BookingEvent.PENDING : BookingEvent.CREATED);
        if (!lacking.isEmpty()) {
            return lacks(booking, lacking);
        }
        return held ? ObservationResult.of(Effect.TAKEN, booking) : overlaps(booking);
    }

    /** @param segment as it was */
    ObservationResult follow(ObservedBooking observed, LocalSegment segment) {
        var moved = observed.start() != null && !segment.standsAt(observed.start(), observed.end());
        var rebooked = !segment.alive() && observed.alive();
        rows.formerly(observed.movedFrom(), segment.id());
        rows.follow(segment, observed);
        if (observed.ended()) {
            return end(observed, segment);
        }
        var held = rows.hold(segment.id());
        var lacking = units.follow(segment.booking(), segment.service());
        var status = rows.settle(segment.booking(), "CANCELLED");
        if (rebooked) {
            rows.revive(segment.booking());
            rows.note(segment.booking(), "rebooked in Cal.com", segment.key() + " to " + observed.start());
            tell(segment, "PENDING".equals(status) ? BookingEvent.PENDING : BookingEvent.RESCHEDULED);
        } else if (moved) {
            rows.note(segment.booking(), "moved in Cal.com", segment.key() + " to " + observed.start());
            tell(segment, BookingEvent.RESCHEDULED);
        } else if (observed.absent() != null && observed.absent() != segment.absent()) {
            rows.note(segment.booking(), observed.absent() ? "no show" : "came after all", segment.key());
            tell(segment, BookingEvent.NO_SHOW);
        } else {
            rows.note(segment.booking(), status.toLowerCase(Locale.ROOT) + " in Cal.com", segment.key());
            if ("BOOKED".equals(status)) {
                tell(segment, BookingEvent.CREATED);
            }
        }
        if (!lacking.isEmpty()) {
            return lacks(segment.booking(), lacking);
        }
        if (!held) {
            return overlaps(segment.booking());
        }
        if (rebooked && rows.standing(segment.booking()).size() < segment.segments()) {
            return flagged(
                    segment.booking(),
                    segment.key() + " was rebooked in Cal.com, other parts of the booking are cancelled");
        }
        return moved && segment.isComposite()
                ? fitted(segment)
                : ObservationResult.of(Effect.CHANGED, segment.booking());
    }

    private ObservationResult fitted(LocalSegment segment) {
        var service = service(segment);
        if (service.isEmpty() || PauseRules.fit(service.get(), rows.times(segment.booking()))) {
            return ObservationResult.of(Effect.CHANGED, segment.booking());
        }
        var policy = service.get().atCalcom().moved();
        if (policy == Moved.ACCEPT) {
            return ObservationResult.of(Effect.CHANGED, segment.booking());
        }
        // Also when it will be repaired: until then a person should see it.
        var flagged = flagged(segment.booking(), segment.key() + " was moved in Cal.com, and the pauses no longer fit");
        return policy == Moved.RE_PLAN ? ObservationResult.of(Effect.TO_REPAIR, segment.booking()) : flagged;
    }

    private ObservationResult end(ObservedBooking observed, LocalSegment segment) {
        rows.end(segment, observed);
        var rejected = observed.status() == Status.REJECTED;
        var policy =
                service(segment).map(Service::atCalcom).orElse(AtCalcom.DEFAULT).cancelled();
        var rest = rows.standing(segment.booking());
        rows.note(segment.booking(), rejected ? "rejected in Cal.com" : "cancelled in Cal.com", segment.key());
        if (rest.isEmpty()) {
            rows.settle(segment.booking(), rejected ? "REJECTED" : "CANCELLED");
            tell(segment, rejected ? BookingEvent.REJECTED : BookingEvent.CANCELLED);
            return ObservationResult.of(Effect.CHANGED, segment.booking());
        }
        // Its host never confirmed it: none of it stays.
        if (policy == Cancelled.FLAG && !(rejected && segment.isPending())) {
            rows.settle(segment.booking(), "CANCELLED");
            return flagged(segment.booking(), segment.key() + " was cancelled in Cal.com, the rest stands");
        }
        return cancelRest(segment, rest, rejected);
    }

    private ObservationResult cancelRest(LocalSegment segment, List<UUID> rest, boolean declined) {
        var saga = SagaId.random();
        var why = segment.key() + (declined ? " was declined by its host" : " was cancelled in Cal.com");
        rows.cancelRest(segment.booking(), saga.value(), why, declined);
        journal.enlistCompensating(
                saga,
                rest.stream()
                        .map(id -> PlannedStep.compensatedBy(compensation, Map.of("segmentId", id.toString())))
                        .toList());
        return ObservationResult.of(Effect.CHANGED, segment.booking()).withSaga(saga);
    }

    private ObservationResult overlaps(UUID booking) {
        return flagged(booking, "overlaps with another customer");
    }

    private ObservationResult lacks(UUID booking, List<String> resources) {
        return flagged(booking, "no " + String.join(" and no ", resources) + " is free for it");
    }

    private ObservationResult flagged(UUID booking, String why) {
        rows.note(booking, "flagged", why);
        flagListener.raise(booking, why);
        return ObservationResult.of(Effect.FLAGGED, booking);
    }

    private void tell(LocalSegment segment, BookingEvent event) {
        listener.tell(segment.booking(), event);
    }

    private Optional<Service> service(LocalSegment segment) {
        return Optional.ofNullable(segment.service()).flatMap(catalog::service);
    }
}
