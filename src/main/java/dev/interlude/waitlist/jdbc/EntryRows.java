package dev.interlude.waitlist.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.platform.Trace;
import dev.interlude.waitlist.Entry.Status;
import dev.interlude.waitlist.EntryRequest;
import dev.interlude.waitlist.Wanted;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the rows of entries. Every call runs in the caller's transaction. */
final class EntryRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    EntryRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false when the same request has made it before */
    boolean insert(EntryRequest request) {
        var wanted = request.wanted();
        var attendee = request.attendee();
        var now = clock.instant();
        var inserted = jdbc.sql(
                                """
                        insert into waitlist_entry (id, caller, customer, service, time_zone, from_at, to_at, days_of_week,
                            times_of_day, staff, offer_seconds, attendee_name, attendee_email, attendee_zone,
                            attendee_language, attendee_phone, notes, metadata, stands_until, since, created_at)
                        values (:id, :caller, :customer, :service, :zone, :from, :to, cast(:days as text[]),
                            cast(:times as text[]), cast(:staff as text[]), :seconds, :name, :email, :attendeeZone,
                            :language, :phone, :notes, :metadata::json, :until, :now, :now)
                        on conflict (id) do nothing
                        """)
                        .param("id", request.id())
                        .param("caller", request.caller())
                        .param("customer", LocalAttendee.digest(attendee.email()))
                        .param("service", wanted.service())
                        .param("zone", wanted.zone().getId())
                        .param("from", sql(wanted.from()))
                        .param("to", sql(wanted.to()))
                        .param("days", texts(wanted.days()), Types.ARRAY)
                        .param("times", texts(wanted.times()), Types.ARRAY)
                        .param("staff", texts(wanted.staff()), Types.ARRAY)
                        .param("seconds", request.offerSeconds())
                        .param("name", attendee.name())
                        .param("email", attendee.email())
                        .param("attendeeZone", attendee.timeZone())
                        .param("language", attendee.language())
                        .param("phone", attendee.phoneNumber(), Types.VARCHAR)
                        .param("notes", request.notes())
                        .param("metadata", request.metadata().toString())
                        .param("until", sql(request.standsUntil()))
                        .param("now", sql(now))
                        .update()
                == 1;
        if (inserted) {
            days(request.id(), wanted);
        }
        return inserted;
    }

    private void days(UUID entry, Wanted wanted) {
        jdbc.sql(
                        """
                insert into waitlist_day (service, day, since, entry)
                select service, day, since, id from waitlist_entry, unnest(cast(:days as date[])) day where id = :entry
                """)
                .param("entry", entry)
                .param(
                        "days",
                        wanted.daysInUtc().stream().map(LocalDate::toString).toArray(String[]::new),
                        Types.ARRAY)
                .update();
    }

    /** @return false when it does not wait: another offer was faster, or it has ended */
    boolean offered(UUID entry) {
        return jdbc.sql("update waitlist_entry set status = 'OFFERED' where id = :id and status = 'WAITING'")
                        .param("id", entry)
                        .update()
                == 1;
    }

    /** It waits again, at its place. */
    void waits(UUID entry) {
        jdbc.sql("update waitlist_entry set status = 'WAITING', unanswered = 0 where id = :id and status = 'OFFERED'")
                .param("id", entry)
                .update();
    }

    /**
     * It waits again after an offer without an answer.
     *
     * @param most with this number in a row it goes to the end of the list
     * @return whether it did
     */
    boolean waitsUnanswered(UUID entry, int most) {
        var last = jdbc.sql(
                        """
                update waitlist_entry set status = 'WAITING',
                    unanswered = case when unanswered + 1 < :most then unanswered + 1 else 0 end,
                    since = case when unanswered + 1 < :most then since else :now end
                where id = :id and status = 'OFFERED' returning unanswered = 0
                """)
                .param("id", entry)
                .param("most", most)
                .param("now", sql(clock.instant()))
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (last) {
            jdbc.sql(
                            "update waitlist_day d set since = e.since from waitlist_entry e where e.id = :id and d.entry = e.id")
                    .param("id", entry)
                    .update();
        }
        return last;
    }

    /** @return false when it had ended before */
    boolean end(UUID entry, Status status, UUID booking) {
        var ended = jdbc.sql(
                                """
                        update waitlist_entry set status = :status, booking = :booking, ended_at = :now
                        where id = :id and ended_at is null
                        """)
                        .param("id", entry)
                        .param("status", status.name())
                        .param("booking", booking, Types.OTHER)
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
        if (ended) {
            jdbc.sql("delete from waitlist_day where entry = :id")
                    .param("id", entry)
                    .update();
        }
        return ended;
    }

    void note(UUID entry, String what, String by, String detail) {
        jdbc.sql(
                        """
                insert into waitlist_history (entry, at, what, by, detail, trace_id)
                values (:entry, :now, :what, :by, :detail, :trace)
                """)
                .param("entry", entry)
                .param("what", what)
                .param("by", by)
                .param("detail", detail)
                .param("trace", Trace.current(), Types.VARCHAR)
                .param("now", sql(clock.instant()))
                .update();
    }

    private static String[] texts(Collection<?> values) {
        return values.isEmpty()
                ? null
                : values.stream()
                        .map(value ->
                                value instanceof Enum<?> day ? day.name().toLowerCase(Locale.ROOT) : value.toString())
                        .toArray(String[]::new);
    }
}
