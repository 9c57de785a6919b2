package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toSet;

import dev.interlude.platform.Text;
import dev.interlude.platform.Trace;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.Redaction;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a person out of the rows of their bookings. Times, services and states stay: they are what is counted. */
public class ErasedBookings {

    private static final String THEIRS =
            """
            select id, series, lower(attendee_email) as address, status,
                status in ('BOOKING', 'RESCHEDULING', 'CANCEL_PENDING', 'COMPENSATING')
                or status in ('BOOKED', 'PENDING') and end_at > :now as awaited
            from booking where erased_at is null and id in (
                select id from booking where lower(attendee_email) = :email
                union select booking from former_attendee where email = :email)
            order by id for update
            """;

    private static final String FORMER = "select email from former_attendee where booking in (:bookings)";

    private static final String UIDS =
            """
            select calcom_uid from segment where booking in (:bookings) and calcom_uid is not null
            union select f.calcom_uid from former_uid f join segment s on s.id = f.segment where s.booking in (:bookings)
            union select unnest(array[from_uid, to_uid]) from segment_move where booking in (:bookings)
            """;

    private static final String PARTS =
            """
            select id::text from segment where booking in (:bookings)
            union all select id::text from segment_move where booking in (:bookings)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    public ErasedBookings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param awaited whether it is to come, or something is under way with it */
    public record Theirs(UUID id, UUID series, String address, String status, boolean awaited) {}

    /** The bookings of an address, in lower case; they stay locked until the transaction ends. */
    public List<Theirs> of(Text email) {
        return jdbc.sql(THEIRS)
                .param("email", email.toString())
                .param("now", sql(clock.instant()))
                .query(Theirs.class)
                .list();
    }

    public Person person(Text email, List<Theirs> theirs) {
        var bookings = theirs.stream().map(Theirs::id).collect(toSet());
        var subjects = theirs.stream()
                .flatMap(b -> Stream.of(b.id(), b.series()))
                .filter(id -> id != null)
                .map(UUID::toString)
                .collect(toSet());
        var addresses = texts(FORMER, bookings);
        addresses.add(email.toString());
        theirs.forEach(b -> addresses.add(b.address()));
        addresses.remove("");
        return new Person(
                email.toString(), addresses, bookings, subjects, texts(PARTS, bookings), texts(UIDS, bookings));
    }

    private Set<String> texts(String query, Set<UUID> bookings) {
        var found = new HashSet<String>();
        if (!bookings.isEmpty()) {
            found.addAll(jdbc.sql(query)
                    .param("bookings", bookings)
                    .query(String.class)
                    .list());
            found.remove(null);
        }
        return found;
    }

    public void erase(Person person, String by) {
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
                insert into booking_history (booking, at, what, by, trace_id)
                select id, :now, 'attendee erased', :by, :trace from booking where id in (:bookings)
                """)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .param("by", by)
                .param("bookings", person.bookings())
                .update();
        jdbc.sql("update segment set shown_email = null, shown_name = null where booking in (:bookings)")
                .param("bookings", person.bookings())
                .update();
        jdbc.sql("delete from former_attendee where booking in (:bookings)")
                .param("bookings", person.bookings())
                .update();
    }
}
