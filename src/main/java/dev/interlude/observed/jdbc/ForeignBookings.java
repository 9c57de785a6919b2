package dev.interlude.observed.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.observed.ObservedBooking;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Trace;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores bookings that were made in Cal.com, one segment each. */
public final class ForeignBookings {

    private static final String UNKNOWN_SEGMENT = "booking";

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Ids ids;
    private final Clock clock;

    public ForeignBookings(JdbcClient jdbc, Catalog catalog, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.ids = ids;
        this.clock = clock;
    }

    /** Where it belongs here. */
    public record Place(String service, String key, String staff) {}

    /** Empty if its host is not in the catalog. */
    public Optional<Place> place(ObservedBooking observed) {
        return catalog.serviceOf(observed.account(), observed.eventTypeId())
                .map(service -> place(service, observed.eventTypeId()))
                .or(() -> Optional.ofNullable(observed.host())
                        .filter(catalog.staff()::containsKey)
                        .map(host -> new Place(null, UNKNOWN_SEGMENT, host)));
    }

    private static Place place(Service service, long eventType) {
        Segment segment = service.segmentOf(eventType).orElseThrow();
        return segment.staffOf(eventType)
                .map(staff -> new Place(service.id(), segment.key(), staff))
                .orElseThrow();
    }

    /** The segment of the new booking; its time is not held yet. */
    public UUID insert(ObservedBooking found, Place place, UUID booking) {
        var customer = found.attendees().booker().orElse(new Attendee(null, null, null, null, null));
        var observed = found.about(new LocalAttendee(
                customer.name(), customer.email(), null, LocalAttendee.digest(customer.email()), null));
        insertBooking(observed, customer, place, booking);
        var segment = ids.next();
        jdbc.sql(
                        """
                insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                    calcom_uid, planned_at, calcom_sequence, seen_at, absent, shown_email, shown_name)
                values (:id, :booking, 0, :key, :staff, :start, :end, :status, :account, :eventType,
                    :uid, :now, :sequence, :asOf, :absent, :shownEmail, :shownName)
                """)
                .param("id", segment)
                .param("booking", booking)
                .param("key", place.key())
                .param("staff", place.staff())
                .param("start", sql(observed.start()))
                .param("end", sql(observed.end()))
                .param("status", ObservedRows.segmentStatus(observed))
                .param("account", observed.account())
                .param("eventType", observed.eventTypeId())
                .param("uid", observed.uid())
                .param("sequence", observed.sequence())
                .param("asOf", sql(observed.asOf()))
                .param("absent", Boolean.TRUE.equals(observed.absent()))
                .param("shownEmail", LocalAttendee.digest(customer.email()))
                .param("shownName", LocalAttendee.digest(customer.name()))
                .param("now", sql(clock.instant()))
                .update();
        return segment;
    }

    private void insertBooking(ObservedBooking observed, Attendee attendee, Place place, UUID booking) {
        jdbc.sql(
                        """
                with taken as (
                    insert into booking (id, service, status, start_at, end_at, time_zone,
                        attendee_name, attendee_email, attendee_zone, attendee_language, attendee_phone,
                        metadata, origin, created_at, updated_at)
                    values (:id, :service, :status, :start, :end, :zone,
                        :name, :email, :attendeeZone, :language, :phone, :metadata::json, 'calcom', :now, :now)
                    returning id)
                insert into booking_history (booking, at, what, by, trace_id)
                select id, :now, 'made in Cal.com', 'Cal.com', :trace from taken
                """)
                .param("id", booking)
                .param("service", place.service())
                .param("status", status(observed))
                .param("start", sql(observed.start()))
                .param("end", sql(observed.end()))
                .param("zone", catalog.timeZone().getId())
                .param("name", Objects.requireNonNullElse(attendee.name(), ""))
                .param("email", Objects.requireNonNullElse(attendee.email(), ""))
                .param(
                        "attendeeZone",
                        Objects.requireNonNullElse(
                                attendee.timeZone(), catalog.timeZone().getId()))
                .param("language", Objects.requireNonNullElse(attendee.language(), "en"))
                .param("phone", attendee.phoneNumber())
                .param(
                        "metadata",
                        observed.metadata() == null ? "{}" : observed.metadata().toString())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }

    private static String status(ObservedBooking observed) {
        if (observed.status() == Status.ACCEPTED) {
            return Boolean.TRUE.equals(observed.absent()) ? "NO_SHOW" : "BOOKED";
        }
        return observed.status().name();
    }
}
