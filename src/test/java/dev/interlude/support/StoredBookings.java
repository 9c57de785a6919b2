package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database holds. */
public final class StoredBookings {

    /** Longer than a lease: undoing may have to wait until a saga is taken over. */
    private static final Duration UNDOING = Duration.ofSeconds(60);

    private final JdbcClient jdbc;

    public StoredBookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One column of one booking, as text. */
    public String booking(String id, String column) {
        return jdbc.sql("select " + column + "::text from booking where id = :id")
                .param("id", UUID.fromString(id))
                .query(String.class)
                .single();
    }

    public String status(String id) {
        return booking(id, "status");
    }

    /** One column of all segments of a booking, in their order, as text. */
    public List<String> segments(String booking, String column) {
        return jdbc.sql("select " + column + "::text from segment where booking = :id and current order by position")
                .param("id", UUID.fromString(booking))
                .query(String.class)
                .list();
    }

    /** Of the first segment of a booking. */
    public String uid(String booking) {
        return segments(booking, "calcom_uid").get(0);
    }

    /** As if a booking had been undone here, and its undoing forgotten in Cal.com. */
    public void loseUndoing(String booking) {
        var id = UUID.fromString(booking);
        jdbc.sql("update segment set status = 'RELEASED' where booking = :id")
                .param("id", id)
                .update();
        jdbc.sql("delete from hold where booking = :id").param("id", id).update();
        jdbc.sql("update booking set status = 'COMPENSATED' where id = :id")
                .param("id", id)
                .update();
    }

    /** As if its first part had begun half an hour ago, on both sides. */
    public void begin(String booking, AtCalcom calcom) {
        var first = calcom.booking(segments(booking, "calcom_uid").get(0)).start;
        var shift = Duration.between(Instant.now().minus(Duration.ofMinutes(30)), first)
                .truncatedTo(ChronoUnit.MINUTES);
        calcom.rowsOf(booking).forEach(row -> {
            row.start = row.start.minus(shift);
            row.end = row.end.minus(shift);
        });
        for (var sql : List.of(
                "update segment set start_at = start_at - :shift, end_at = end_at - :shift where booking = :id",
                "update booking set start_at = start_at - :shift, end_at = end_at - :shift where id = :id",
                "update hold set during = tstzrange(lower(during) - :shift, upper(during) - :shift) where booking = :id")) {
            jdbc.sql(sql.replace(":shift", ":shift * interval '1 second'"))
                    .param("shift", shift.toSeconds())
                    .param("id", UUID.fromString(booking))
                    .update();
        }
    }

    /** The held times of a booking as {@code anna 2026-12-07 08:00:00+00}, in order. */
    public List<String> holds(String booking) {
        return jdbc.sql(
                        """
                select staff || ' ' || to_char(lower(during) at time zone 'Europe/Berlin', 'YYYY-MM-DD"T"HH24:MI:SS')
                from hold where booking = :id order by lower(during), staff
                """)
                .param("id", UUID.fromString(booking))
                .query(String.class)
                .list();
    }

    public List<String> history(String booking) {
        return jdbc.sql("select what from booking_history where booking = :id order by seq")
                .param("id", UUID.fromString(booking))
                .query(String.class)
                .list();
    }

    /** The types of all that was told about a booking or a series, in order. */
    public List<String> eventsAbout(String subject) {
        return jdbc.sql("select type from event where subject = :subject order by seq")
                .param("subject", subject)
                .query(String.class)
                .list();
    }

    /** The state of the latest saga of a booking. */
    public String saga(String booking) {
        return jdbc.sql("select s.state from saga s join booking b on b.saga = s.id where b.id = :id")
                .param("id", UUID.fromString(booking))
                .query(String.class)
                .single();
    }

    /** The ids of all bookings of one customer, also those that came to nothing. */
    public List<String> bookingsOf(String email) {
        return jdbc.sql("select id::text from booking where attendee_email = :email order by created_at")
                .param("email", email)
                .query(String.class)
                .list();
    }

    /** The ids of all bookings that begin on a day, also those that came to nothing. */
    public List<String> bookingsOn(Day day) {
        return jdbc.sql("select id::text from booking where (start_at at time zone 'Europe/Berlin')::date = :day")
                .param("day", day.date())
                .query(String.class)
                .list();
    }

    public int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    public void awaitStatus(String booking, String status) {
        await().atMost(UNDOING).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(status(booking))
                .isEqualTo(status));
    }

    public void awaitNoOpenSaga() {
        await("every saga ends")
                .atMost(UNDOING)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.sql("select count(*) from saga where ended_at is null")
                        .query(Integer.class)
                        .single()
                        .equals(0));
    }

    /**
     * The same bookings here and there, each at the same time, nobody booked twice, and just their times held; what others
     * made in Cal.com on a time that is held already is kept without a hold.
     */
    public void requireAgreementWith(AtCalcom calcom) {
        Map<String, String> local = jdbc
                .sql(
                        """
                select calcom_uid, event_type_id, start_at, end_at from segment
                where status in ('BOOKED', 'PENDING') and account = 'salon'
                """)
                .query((row, n) -> Map.entry(
                        row.getString(1),
                        row.getLong(2) + " " + row.getTimestamp(3).toInstant() + " "
                                + row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var ofOthers = Set.copyOf(jdbc.sql(
                        """
                select calcom_uid from segment s join booking b on b.id = s.booking
                where origin = 'calcom' and calcom_uid is not null
                """)
                .query(String.class)
                .list());
        Map<String, String> atCalcom = calcom.liveOfOursAnd(ofOthers).stream()
                .collect(Collectors.toMap(b -> b.uid, b -> b.eventTypeId + " " + b.start + " " + b.end));
        assertThat(local).as("what is booked here is booked in Cal.com").isEqualTo(atCalcom);
        assertThat(jdbc.sql(
                                """
                        select coalesce(h.booking, s.booking)
                        from (select * from hold where segment is not null) h
                        full join (select s.*, b.origin from segment s join booking b on b.id = s.booking
                                   where s.status in ('BOOKED', 'PENDING')) s
                          on s.id = h.segment and h.during = tstzrange(s.start_at, s.end_at)
                        where h.segment is null and s.origin <> 'calcom' or s.id is null
                        """)
                        .query(String.class)
                        .list())
                .as("just the times of booked segments are held")
                .isEmpty();
        assertThat(jdbc.sql(
                                """
                        select b.id || ' ' || b.status from booking b
                        where status not in ('BOOKED', 'PENDING', 'CANCELLED', 'COMPENSATED', 'REJECTED', 'NO_SHOW', 'COMPLETED')
                        """)
                        .query(String.class)
                        .list())
                .as("every booking is decided")
                .isEmpty();
    }
}
