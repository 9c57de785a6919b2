package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Person;
import dev.interlude.platform.Redaction;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a person out of the rows of their bookings. Times, services and states stay: they are what is counted. */
public class ErasedBookings {

    private final JdbcClient jdbc;
    private final Clock clock;

    public ErasedBookings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether an item of a bulk, not decided yet, is for them. */
    boolean isAboutToBeBooked(String email) {
        return jdbc.sql(
                        """
                select exists (select from bulk_item
                               where addresses_in(coalesce(booking, answer)) @> array[cast(:email as text)] and status is null)
                """)
                .param("email", email)
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
        withoutErrors("update saga set last_error = null where last_error is not null and id in ", person);
        withoutErrors("update saga_step set last_error = null where last_error is not null and saga in ", person);
    }

    private void withoutErrors(String update, Person person) {
        jdbc.sql(update + "(select saga from booking where id in (:bookings))")
                .param("bookings", person.bookings())
                .update();
    }
}
