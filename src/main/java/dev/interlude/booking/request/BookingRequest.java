package dev.interlude.booking.request;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.booking.attendees.Attendee;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A booking as requested, validated as far as possible without looking at free times.
 *
 * @param request what a repeat of the same request carries again
 * @param timeZone answers are shown in it
 * @param series it is an occurrence of, or null
 * @param by name of the API key
 * @param deadline by then it must have begun, or the caller has been answered
 * @param options what the caller allows beyond the plain request
 */
public record BookingRequest(
        UUID request,
        PlanRequest planRequest,
        ZoneId timeZone,
        Attendee attendee,
        String notes,
        JsonNode metadata,
        UUID linkedTo,
        UUID series,
        String by,
        Instant deadline,
        BookingOptions options) {

    public RequestedBooking wanted() {
        return new RequestedBooking(planRequest, timeZone, false, options.overLimits());
    }

    /** The same at another time, with the same requested staff. */
    BookingRequest at(Offer offer, BookingOptions left) {
        return new BookingRequest(
                request,
                new PlanRequest(planRequest.service(), offer.start(), planRequest.staff(), named(offer)),
                timeZone,
                attendee,
                notes,
                metadata,
                linkedTo,
                series,
                by,
                deadline,
                left);
    }

    /** An offer's segments, each with its person and its start. */
    static List<RequestedSegment> named(Offer offer) {
        return offer.segments().stream()
                .map(s -> new RequestedSegment(s.key(), Optional.of(s.staff()), Optional.of(s.start())))
                .toList();
    }

    /** Which event type each of an offer's segments has, by key. */
    static Map<String, Long> eventTypes(Offer offer) {
        return offer.segments().stream().collect(toMap(OfferedSegment::key, OfferedSegment::eventTypeId));
    }

    /** The start originally requested, if it is not the current one. */
    public Instant shiftedFrom() {
        return planRequest.start().equals(options.asked()) ? null : options.asked();
    }
}
