package dev.interlude.booking.jdbc;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingNews;
import dev.interlude.booking.Flags;
import dev.interlude.booking.KnownSegment;
import dev.interlude.booking.PauseRules;
import dev.interlude.booking.SeenBooking.Status;
import dev.interlude.booking.Sighted;
import dev.interlude.booking.Sighted.Effect;
import dev.interlude.booking.Sighting;
import dev.interlude.booking.SightingRules;
import dev.interlude.catalog.AtCalcom;
import dev.interlude.catalog.AtCalcom.Cancelled;
import dev.interlude.catalog.AtCalcom.Moved;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Ids;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what Cal.com says of a booking into the books, in the transaction of whoever heard it. It may be heard twice, late
 * and in any order: {@link SightingRules}.
 */
public class SightingLedger {

    private final KnownSegments segments;
    private final SightedRows rows;
    private final ForeignBookings foreign;
    private final Lineage lineage;
    private final SagaJournal journal;
    private final BookingNews news;
    private final Flags flags;
    private final Catalog catalog;
    private final Ids ids;
    private final String compensation;

    /** @param compensation the route that releases one segment, given as {@code segmentId} */
    public SightingLedger(
            JdbcClient jdbc,
            SagaJournal journal,
            BookingNews news,
            Flags flags,
            Catalog catalog,
            Ids ids,
            Clock clock,
            String compensation) {
        this.segments = new KnownSegments(jdbc);
        this.rows = new SightedRows(jdbc, clock);
        this.foreign = new ForeignBookings(jdbc, catalog, ids, clock);
        this.lineage = new Lineage(rows, this::follow, news);
        this.journal = journal;
        this.news = news;
        this.flags = flags;
        this.catalog = catalog;
        this.ids = ids;
        this.compensation = compensation;
    }

    /** Asks nobody. When it answers UNDECIDED, nothing has been written: read it at Cal.com and take that. */
    @Transactional
    public Sighted take(Sighting said) {
        segments.lock(said);
        var known = segments.of(said);
        if (known.isEmpty()) {
            return takeIn(said);
        }
        if (known.size() > 1) {
            if (known.stream().anyMatch(KnownSegment::isBeingChanged)) {
                return Sighted.of(Effect.UNDECIDED, known.get(0).booking());
            }
            lineage.unite(known, said);
            known = segments.of(said);
        }
        return apply(
                said,
                known.stream().filter(s -> s.goesBy(said.uid())).findFirst().orElse(known.get(0)));
    }

    /** The appointment has taken place; nothing changes unless its last segment is over. */
    @Transactional
    public Sighted over(String uid) {
        var booking = rows.complete(uid);
        if (booking == null) {
            return Sighted.of(Effect.KNOWN, null);
        }
        rows.note(booking, "completed", "");
        return Sighted.of(Effect.CHANGED, booking);
    }

    /** What was flagged because its pauses did not fit has been moved so that they do. */
    public void repaired(UUID booking) {
        rows.note(booking, "pauses repaired", "the other segments were moved after it");
    }

    private Sighted apply(Sighting said, KnownSegment segment) {
        return switch (SightingRules.of(said, segment)) {
            case KNOWN -> Sighted.of(Effect.KNOWN, segment.booking());
            case IGNORED -> Sighted.of(Effect.IGNORED, segment.booking());
            case UNDECIDED -> Sighted.of(Effect.UNDECIDED, segment.booking());
            case OLDER -> older(said, segment);
            case GHOST -> flagged(segment.booking(), "Cal.com has " + said.uid() + ", which we do not");
            case FOLLOW -> touching(follow(said, segment), said, segment);
            case END -> touching(end(said, segment), said, segment);
        };
    }

    private static Sighted touching(Sighted sighted, Sighting said, KnownSegment segment) {
        return sighted.touching(segment.staff(), segment.start(), said.start());
    }

    /** Old uids turn up in the most surprising order: each is written down. */
    private Sighted older(Sighting said, KnownSegment segment) {
        said.uids().filter(uid -> !uid.equals(said.movedTo())).forEach(uid -> rows.formerly(uid, segment.id()));
        return Sighted.of(Effect.OLDER, segment.booking());
    }

    private Sighted takeIn(Sighting said) {
        if (said.start() == null || said.eventTypeId() == null) {
            return Sighted.of(said.read() ? Effect.IGNORED : Effect.UNDECIDED, null);
        }
        if (said.ended() && (said.read() || said.movedTo() != null)) {
            return Sighted.of(Effect.IGNORED, null);
        }
        if (said.segmentKey() != null) {
            return Sighted.of(said.alive() ? Effect.FLAGGED : Effect.IGNORED, null);
        }
        if (segments.maybeOnItsWay(said)) {
            return Sighted.of(Effect.UNDECIDED, null);
        }
        return foreign.place(said)
                .filter(place -> said.alive() || said.ended())
                .map(place -> insert(said, place).touching(place.staff(), said.start()))
                .orElse(Sighted.of(Effect.IGNORED, null));
    }

    private Sighted insert(Sighting said, ForeignBookings.Place place) {
        var booking = ids.next();
        var segment = foreign.insert(said, place, booking);
        rows.formerly(said.movedFrom(), segment);
        if (said.ended()) {
            return Sighted.of(Effect.TAKEN, booking);
        }
        var held = rows.hold(segment);
        news.tell(booking, said.status() == Status.PENDING ? BookingEvent.PENDING : BookingEvent.CREATED);
        return held ? Sighted.of(Effect.TAKEN, booking) : overlaps(booking);
    }

    /** @param segment as it was */
    Sighted follow(Sighting said, KnownSegment segment) {
        var moved = said.start() != null && !segment.standsAt(said.start(), said.end());
        rows.formerly(said.movedFrom(), segment.id());
        rows.follow(segment, said);
        if (said.ended()) {
            return end(said, segment);
        }
        var held = rows.hold(segment.id());
        var status = rows.settle(segment.booking(), "CANCELLED");
        if (moved) {
            rows.note(segment.booking(), "moved in Cal.com", segment.key() + " to " + said.start());
            tell(segment, BookingEvent.RESCHEDULED);
        } else if (said.absent() != null && said.absent() != segment.absent()) {
            rows.note(segment.booking(), said.absent() ? "no show" : "came after all", segment.key());
            tell(segment, BookingEvent.NO_SHOW);
        } else {
            rows.note(segment.booking(), status.toLowerCase(Locale.ROOT) + " in Cal.com", segment.key());
            if ("BOOKED".equals(status)) {
                tell(segment, BookingEvent.CREATED);
            }
        }
        if (!held) {
            return overlaps(segment.booking());
        }
        return moved && segment.isComposite() ? fitted(segment) : Sighted.of(Effect.CHANGED, segment.booking());
    }

    private Sighted fitted(KnownSegment segment) {
        var service = service(segment);
        if (service.isEmpty() || PauseRules.fit(service.get(), rows.times(segment.booking()))) {
            return Sighted.of(Effect.CHANGED, segment.booking());
        }
        var policy = service.get().atCalcom().moved();
        if (policy == Moved.ACCEPT) {
            return Sighted.of(Effect.CHANGED, segment.booking());
        }
        // Also when it is to be repaired: until that is done, a person should see it.
        var flagged = flagged(segment.booking(), segment.key() + " was moved in Cal.com, and the pauses no longer fit");
        return policy == Moved.RE_PLAN ? Sighted.of(Effect.TO_REPAIR, segment.booking()) : flagged;
    }

    private Sighted end(Sighting said, KnownSegment segment) {
        rows.end(segment, said);
        var rejected = said.status() == Status.REJECTED;
        var policy =
                service(segment).map(Service::atCalcom).orElse(AtCalcom.DEFAULT).cancelled();
        var rest = rows.standing(segment.booking());
        rows.note(segment.booking(), rejected ? "rejected in Cal.com" : "cancelled in Cal.com", segment.key());
        if (rest.isEmpty()) {
            rows.settle(segment.booking(), rejected ? "REJECTED" : "CANCELLED");
            tell(segment, rejected ? BookingEvent.REJECTED : BookingEvent.CANCELLED);
            return Sighted.of(Effect.CHANGED, segment.booking());
        }
        if (policy == Cancelled.FLAG) {
            rows.settle(segment.booking(), "CANCELLED");
            return flagged(segment.booking(), segment.key() + " was cancelled in Cal.com, the rest stands");
        }
        return cancelRest(segment, rest);
    }

    private Sighted cancelRest(KnownSegment segment, List<UUID> rest) {
        var saga = SagaId.random();
        rows.cancelRest(segment.booking(), saga.value(), segment.key() + " was cancelled in Cal.com");
        journal.enlistCompensating(
                saga,
                rest.stream()
                        .map(id -> PlannedStep.compensatedBy(compensation, Map.of("segmentId", id.toString())))
                        .toList());
        return Sighted.of(Effect.CHANGED, segment.booking()).withSaga(saga);
    }

    private Sighted overlaps(UUID booking) {
        return flagged(booking, "overlaps with another customer");
    }

    private Sighted flagged(UUID booking, String why) {
        rows.note(booking, "flagged", why);
        flags.raise(booking, why);
        return Sighted.of(Effect.FLAGGED, booking);
    }

    private void tell(KnownSegment segment, BookingEvent event) {
        news.tell(segment.booking(), event);
    }

    private Optional<Service> service(KnownSegment segment) {
        return Optional.ofNullable(segment.service()).flatMap(catalog::service);
    }
}
