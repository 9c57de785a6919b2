package dev.interlude.booking.move;

import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.move.MoveSlots.Read;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which free times a move needs to know. */
final class MoveReads {

    /** How far from its time an old booking may wait until the new one stands. */
    private static final Duration WAITS_WITHIN = Duration.ofDays(7);

    private MoveReads() {}

    static MoveSlots of(Booking booking, MoveRequest request) {
        var planRequest = request.planRequest();
        var service = planRequest.service();
        var start = planRequest.start();
        var to = start.plusSeconds(service.maxMinutes() * 60L);
        var reads = new ArrayList<Read>();
        for (var slots : SlotReads.of(service, start, start.plusSeconds(1), Optional.empty())) {
            planRequest.segments().stream()
                    .flatMap(requested -> read(slots, requested, booking, service).stream())
                    .forEach(reads::add);
        }
        var waiting = mayWait(booking, request);
        waiting.forEach(segment -> reads.add(waiting(segment)));
        return new MoveSlots(
                List.copyOf(reads),
                earliest(start, waiting),
                waiting.stream().map(s -> s.end().plus(WAITS_WITHIN)).reduce(to, MoveReads::later));
    }

    /** What to ask about one segment; its own booking counts as not there. */
    private static Optional<Read> read(SlotRead slots, RequestedSegment requested, Booking booking, Service service) {
        return service.segment(requested.key())
                .orElseThrow()
                .staffOf(slots.eventTypeId())
                .filter(staff ->
                        requested.staff().isEmpty() || requested.staff().get().equals(staff))
                .map(staff -> new Read(
                        slots,
                        booking.segment(requested.key())
                                .filter(s -> s.stands() && s.staff().equals(staff))
                                .map(BookedSegment::calcomUid)
                                .orElse(null)));
    }

    /** Those whose bookings are cancelled in the end, and may be in the way until then. */
    private static List<BookedSegment> mayWait(Booking booking, MoveRequest request) {
        var service = request.planRequest().service();
        return booking.segments().stream()
                .filter(BookedSegment::stands)
                .filter(s -> request.planRequest().segments().stream()
                        .noneMatch(requested -> MoveParts.stays(s, requested, service)))
                .filter(s -> request.planRequest().segments().stream()
                        .anyMatch(requested -> requested.staff().isEmpty()
                                || requested.staff().get().equals(s.staff())))
                .toList();
    }

    private static Read waiting(BookedSegment segment) {
        return new Read(
                new SlotRead(
                        segment.account(),
                        segment.eventTypeId(),
                        day(segment.start().minus(WAITS_WITHIN)),
                        day(segment.end().plus(WAITS_WITHIN))),
                null,
                segment.id());
    }

    private static Instant earliest(Instant start, List<BookedSegment> waiting) {
        return Stream.concat(
                        Stream.of(start), waiting.stream().map(s -> s.start().minus(WAITS_WITHIN)))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
