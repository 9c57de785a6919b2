package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.Offer;
import dev.interlude.availability.Wish;
import dev.interlude.availability.WishedSegment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * A booking as it was asked for, checked as far as that goes without looking at anybody's diary.
 *
 * @param request what a repeat of the same request carries again
 * @param timeZone answers are shown in it
 * @param series it is an occurrence of, or null
 * @param by name of the API key
 * @param deadline by then it must have begun, or the caller has been answered
 * @param leeway what the caller allows beside the wish
 */
public record BookingRequest(
        UUID request,
        Wish wish,
        ZoneId timeZone,
        Attendee attendee,
        String notes,
        JsonNode metadata,
        UUID linkedTo,
        UUID series,
        String by,
        Instant deadline,
        Leeway leeway) {

    public Wanted wanted() {
        return new Wanted(wish, timeZone, false, leeway.overLimits());
    }

    /** The same at another time, by the same people as far as they were named. */
    BookingRequest at(Offer offer, Leeway left) {
        var segments = offer.segments().stream()
                .map(s -> new WishedSegment(s.key(), Optional.of(s.staff()), Optional.of(s.start())))
                .toList();
        return new BookingRequest(
                request,
                new Wish(wish.service(), offer.start(), wish.staff(), segments),
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

    /** The start that was asked for, where it is not the one that is wished for now. */
    Instant shiftedFrom() {
        return wish.start().equals(leeway.asked()) ? null : leeway.asked();
    }
}
