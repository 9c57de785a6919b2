package dev.interlude.booking.move;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.move.SegmentChange.Place;
import dev.interlude.booking.move.SegmentChange.What;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** How a booking differs from what it is to be, segment by segment. */
final class MoveParts {

    /** Positions of segments that are not, or not yet, part of their booking. */
    private static final int ASIDE = 1000;

    private final Ids ids;
    private final Booking booking;
    private final Service service;
    private final Offer offer;
    private final List<Replacement> replacements = new ArrayList<>();
    private final List<PlannedSegment> added = new ArrayList<>();

    MoveParts(Ids ids, Booking booking, Service service, Offer offer) {
        this.ids = ids;
        this.booking = booking;
        this.service = service;
        this.offer = offer;
        for (var goal : offer.segments()) {
            var segment = booking.segment(goal.key());
            if (segment.isEmpty()) {
                added.add(planned(goal));
            } else if (!isSame(segment.get(), goal)) {
                replacements.add(new Replacement(planned(goal), segment.get().id()));
            }
        }
    }

    /** Whether its booking in Cal.com can stay, wherever it goes; else it is booked anew. */
    static boolean stays(BookedSegment segment, RequestedSegment requested, Service service) {
        return segment.stands()
                && segment.key().equals(requested.key())
                && requested.staff().equals(Optional.of(segment.staff()))
                && service.segment(segment.key())
                        .filter(s -> s.eventTypes().containsValue(segment.eventTypeId()))
                        .isPresent();
    }

    private static boolean isSame(BookedSegment segment, OfferedSegment goal) {
        return segment.stands() && segment.staff().equals(goal.staff()) && segment.eventTypeId() == goal.eventTypeId();
    }

    List<Move> moves() {
        var moves = new ArrayList<Move>();
        for (var goal : offer.segments()) {
            booking.segment(goal.key())
                    .filter(segment -> isSame(segment, goal) && !segment.start().equals(goal.start()))
                    .ifPresent(segment -> moves.add(move(segment, goal.start(), goal.end())));
        }
        return moves;
    }

    /** All its segments where they will stand. */
    List<MovePlan.Part> afterwards() {
        return offer.segments().stream()
                .map(goal -> new MovePlan.Part(id(goal.key()), goal.key(), goal.start(), goal.end()))
                .toList();
    }

    private UUID id(String key) {
        return Stream.concat(replacements.stream().map(Replacement::segment), added.stream())
                .filter(anew -> anew.key().equals(key))
                .map(PlannedSegment::id)
                .findFirst()
                .orElseGet(() -> booking.segment(key).orElseThrow().id());
    }

    List<Replacement> replacements() {
        return List.copyOf(replacements);
    }

    List<PlannedSegment> added() {
        return List.copyOf(added);
    }

    List<BookedSegment> dropped() {
        return booking.segments().stream()
                .filter(segment ->
                        offer.segments().stream().noneMatch(goal -> goal.key().equals(segment.key())))
                .toList();
    }

    /** Those whose bookings are cancelled when all else has succeeded. */
    List<BookedSegment> leaving() {
        return booking.segments().stream()
                .filter(BookedSegment::stands)
                .filter(segment -> offer.segments().stream()
                        .noneMatch(goal -> goal.key().equals(segment.key()) && isSame(segment, goal)))
                .toList();
    }

    /** Whether its old booking is in the way of what is moved or booked. */
    boolean isInTheWay(BookedSegment segment) {
        return offer.segments().stream()
                .anyMatch(goal -> goal.staff().equals(segment.staff())
                        && goal.start().isBefore(segment.end())
                        && segment.start().isBefore(goal.end()));
    }

    List<OfferedSegment> goals() {
        return offer.segments();
    }

    /** The move of an old booking that makes room until it is cancelled. */
    Move waiting(Map.Entry<UUID, Place> at) {
        var segment = booking.segments().stream()
                .filter(s -> s.id().equals(at.getKey()))
                .findFirst()
                .orElseThrow();
        return move(segment, at.getValue().start(), at.getValue().end());
    }

    List<SegmentChange> changes(List<Map.Entry<UUID, Place>> waiting) {
        var changes = new ArrayList<SegmentChange>();
        for (var goal : offer.segments()) {
            var to = new Place(goal.staff(), goal.start(), goal.end());
            var segment = booking.segment(goal.key());
            if (segment.isEmpty()) {
                changes.add(new SegmentChange(goal.key(), What.ADDED, null, to, null));
            } else {
                var same = isSame(segment.get(), goal);
                var what =
                        !same ? What.BOOKED_ANEW : segment.get().start().equals(goal.start()) ? What.KEPT : What.MOVED;
                changes.add(
                        new SegmentChange(goal.key(), what, place(segment.get()), to, waitsAt(waiting, segment.get())));
            }
        }
        dropped()
                .forEach(segment -> changes.add(new SegmentChange(
                        segment.key(), What.DROPPED, place(segment), null, waitsAt(waiting, segment))));
        return List.copyOf(changes);
    }

    private static Place waitsAt(List<Map.Entry<UUID, Place>> waiting, BookedSegment segment) {
        return waiting.stream()
                .filter(at -> at.getKey().equals(segment.id()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Place place(BookedSegment segment) {
        return new Place(segment.staff(), segment.start(), segment.end());
    }

    private PlannedSegment planned(OfferedSegment goal) {
        return new PlannedSegment(
                ids.next(),
                booking.id(),
                ASIDE + replacements.size() + added.size(),
                goal.key(),
                goal.staff(),
                service.account(),
                goal.eventTypeId(),
                goal.start(),
                goal.end());
    }

    private Move move(BookedSegment segment, Instant start, Instant end) {
        return new Move(
                ids.next(),
                segment.id(),
                booking.id(),
                segment.staff(),
                segment.account(),
                segment.eventTypeId(),
                segment.start(),
                segment.end(),
                segment.calcomUid(),
                start,
                end,
                null,
                false,
                Instant.MAX);
    }
}
