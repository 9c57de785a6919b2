package dev.interlude.waitlist.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.waitlist.Entry;
import dev.interlude.waitlist.FreedTime.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the entries that may want a freed time, the longest waiting first. */
final class Candidates {

    /** For each service and day the next ones of its stretch of the index; no more rows are read, however many there are. */
    static final String QUERY =
            """
            select w.entry from unnest(cast(:services as text[])) as of (service), unnest(cast(:days as date[])) as at (day)
            cross join lateral (
                select d.since, d.entry from waitlist_day d
                where d.service = of.service and d.day = at.day and (d.since, d.entry) > (:since, cast(:entry as uuid))
                order by d.since, d.entry limit :limit) w
            group by w.since, w.entry order by w.since, w.entry limit :limit
            """;

    private final JdbcClient jdbc;
    private final EntryReader reader;

    Candidates(JdbcClient jdbc, EntryReader reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    /**
     * @param from the earliest start
     * @param to the latest
     * @return also those that do not wait now; fewer than {@code limit} only where no more follow
     */
    List<Entry> after(Place place, Collection<String> services, Instant from, Instant to, int limit) {
        var ids = jdbc.sql(QUERY)
                .param("services", services.toArray(String[]::new))
                .param("days", days(from, to))
                .param("since", sql(place.since()))
                .param("entry", place.entry())
                .param("limit", limit)
                .query(UUID.class)
                .list();
        return reader.inOrder(ids);
    }

    private static String[] days(Instant from, Instant to) {
        return day(from)
                .datesUntil(day(to).plusDays(1))
                .map(LocalDate::toString)
                .toArray(String[]::new);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
