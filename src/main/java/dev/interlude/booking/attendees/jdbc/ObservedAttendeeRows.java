package dev.interlude.booking.attendees.jdbc;

import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores whom Cal.com shows as the customer of a segment, to detect later changes there. */
public class ObservedAttendeeRows {

    private final JdbcClient jdbc;

    public ObservedAttendeeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whom Cal.com shows as the customer of a segment. */
    public record Shown(UUID segment, Attendee who) {}

    /** What the answer to a create shows. */
    public void note(UUID segment, ObservedAttendees there) {
        if (there.all().isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                select attendee_name, attendee_email, attendee_phone, shown_email, shown_name
                from segment s join booking b on b.id = s.booking where s.id = :segment and b.erased_at is null
                """)
                .param("segment", segment)
                .query((row, n) -> customer(row))
                .optional()
                .flatMap(there::customer)
                .ifPresent(one -> note(List.of(new Shown(segment, one.who()))));
    }

    /** Skips locked rows: they come up again with the next page. */
    public void note(List<Shown> all) {
        if (all.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                with free as (
                    select s.id from segment s join booking b on b.id = s.booking
                    where s.id = any(:segments::uuid[]) and b.erased_at is null for no key update of s skip locked)
                update segment s set shown_email = coalesce(seen.email, s.shown_email), shown_name = coalesce(seen.name, s.shown_name)
                from unnest(:segments::uuid[], :emails::text[], :names::text[]) as seen (segment, email, name), free
                where s.id = seen.segment and s.id = free.id
                """)
                .param(
                        "segments",
                        all.stream().map(one -> one.segment().toString()).toArray(String[]::new))
                .param("emails", digests(all, Attendee::email))
                .param("names", digests(all, Attendee::name))
                .update();
    }

    private static String[] digests(List<Shown> all, Function<Attendee, String> of) {
        return all.stream()
                .map(one -> LocalAttendee.digest(of.apply(one.who())))
                .toArray(String[]::new);
    }

    /** From the columns of a segment and of its booking's attendee. */
    public static LocalAttendee customer(ResultSet row) throws SQLException {
        return new LocalAttendee(
                row.getString("attendee_name"),
                row.getString("attendee_email"),
                row.getString("attendee_phone"),
                row.getString("shown_email"),
                row.getString("shown_name"));
    }
}
