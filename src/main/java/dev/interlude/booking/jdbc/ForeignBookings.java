package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Attendee;
import dev.interlude.booking.SeenBooking.Status;
import dev.interlude.booking.Sighting;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Ids;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes in bookings that others made in Cal.com: one segment each. */
final class ForeignBookings {

    private static final String UNKNOWN_SEGMENT = "booking";

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Ids ids;
    private final Clock clock;

    ForeignBookings(JdbcClient jdbc, Catalog catalog, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.ids = ids;
        this.clock = clock;
    }

    /** Where it belongs here. */
    record Place(String service, String key, String staff) {}

    /** Empty when nobody of the catalog's staff is its host. */
    Optional<Place> place(Sighting said) {
        return catalog.serviceOf(said.account(), said.eventTypeId())
                .map(service -> place(service, said.eventTypeId()))
                .or(() -> Optional.ofNullable(said.host())
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
    UUID insert(Sighting said, Place place, UUID booking) {
        insertBooking(said, place, booking);
        var segment = ids.next();
        jdbc.sql(
                        """
                insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                    calcom_uid, planned_at, calcom_sequence, seen_at, absent)
                values (:id, :booking, 0, :key, :staff, :start, :end, :status, :account, :eventType,
                    :uid, :now, :sequence, :asOf, :absent)
                """)
                .param("id", segment)
                .param("booking", booking)
                .param("key", place.key())
                .param("staff", place.staff())
                .param("start", sql(said.start()))
                .param("end", sql(said.end()))
                .param("status", SightedRows.segmentStatus(said))
                .param("account", said.account())
                .param("eventType", said.eventTypeId())
                .param("uid", said.uid())
                .param("sequence", said.sequence())
                .param("asOf", sql(said.asOf()))
                .param("absent", Boolean.TRUE.equals(said.absent()))
                .param("now", sql(clock.instant()))
                .update();
        return segment;
    }

    private void insertBooking(Sighting said, Place place, UUID booking) {
        var attendee = said.attendee() == null ? new Attendee(null, null, null, null, null) : said.attendee();
        jdbc.sql(
                        """
                with taken as (
                    insert into booking (id, service, status, start_at, end_at, time_zone,
                        attendee_name, attendee_email, attendee_zone, attendee_language, attendee_phone,
                        metadata, origin, created_at, updated_at)
                    values (:id, :service, :status, :start, :end, :zone,
                        :name, :email, :attendeeZone, :language, :phone, :metadata::json, 'calcom', :now, :now)
                    returning id)
                insert into booking_history (booking, at, what, by) select id, :now, 'made in Cal.com', 'Cal.com' from taken
                """)
                .param("id", booking)
                .param("service", place.service())
                .param("status", status(said))
                .param("start", sql(said.start()))
                .param("end", sql(said.end()))
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
                        said.metadata() == null ? "{}" : said.metadata().toString())
                .param("now", sql(clock.instant()))
                .update();
    }

    private static String status(Sighting said) {
        if (said.status() == Status.ACCEPTED) {
            return Boolean.TRUE.equals(said.absent()) ? "NO_SHOW" : "BOOKED";
        }
        return said.status().name();
    }
}
