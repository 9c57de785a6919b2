package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Person;
import dev.interlude.platform.Redaction;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a person out of the rows of their bookings. Times, services and states stay: they are what is counted. */
public class ErasedBookings {

    /** Of all sagas that ever were about them, also of those that made way for a later one. */
    private static final String WITHOUT_ERRORS =
            """
            with part as (
                select id::text from segment where booking in (:bookings)
                union all select id::text from segment_move where booking in (:bookings)),
            failed as (
                select id from saga where last_error is not null
                union select saga from saga_step where last_error is not null),
            theirs as (
                select distinct s.saga from failed join saga_step s on s.saga = failed.id
                where coalesce(s.options ->> 'segmentId', s.options ->> 'moveId') in (select id from part)),
            steps as (
                update saga_step set last_error = null where last_error is not null and saga in (select saga from theirs))
            update saga set last_error = null where last_error is not null and id in (select saga from theirs)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    public ErasedBookings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether an item of a bulk, not decided yet, is for them. */
    boolean isAboutToBeBooked(Person person) {
        return jdbc.sql(
                        """
                select exists (select from bulk_item
                               where addresses_in(coalesce(booking, answer)) && cast(:addresses as text[]) and status is null)
                """)
                .param("addresses", person.addresses().toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    void erase(Person person, String by) {
        if (person.bookings().isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                update booking set attendee_name = :name, attendee_email = :email, attendee_zone = :zone,
                    attendee_language = :language, attendee_phone = null, notes = '', metadata = '{}', reason = null,
                    erased_at = :now
                where id in (:bookings)
                """)
                .param("name", Redaction.NAME)
                .param("email", Redaction.EMAIL)
                .param("zone", Redaction.ZONE)
                .param("language", Redaction.LANGUAGE)
                .param("now", sql(clock.instant()))
                .param("bookings", person.bookings())
                .update();
        jdbc.sql("update booking_history set detail = '' where booking in (:bookings) and detail <> ''")
                .param("bookings", person.bookings())
                .update();
        jdbc.sql(
                        """
                insert into booking_history (booking, at, what, by)
                select id, :now, 'attendee erased', :by from booking where id in (:bookings)
                """)
                .param("now", sql(clock.instant()))
                .param("by", by)
                .param("bookings", person.bookings())
                .update();
        jdbc.sql("delete from former_attendee where booking in (:bookings)")
                .param("bookings", person.bookings())
                .update();
        jdbc.sql(WITHOUT_ERRORS).param("bookings", person.bookings()).update();
    }
}
