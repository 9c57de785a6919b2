package dev.interlude.absences.jdbc;

import static dev.interlude.platform.Instants.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.absences.Absence;
import dev.interlude.absences.AbsenceView;
import dev.interlude.booking.request.BookingFilter;
import dev.interlude.booking.request.BookingQueries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists absences, also those that are over or were taken back, sorted by their begin. */
public class AbsenceList {

    /** None is longer than 62 days; so the index need not be read from its beginning. */
    private static final String PAGE =
            """
            select * from absence
            where %s from_at < coalesce(:to::timestamptz, 'infinity') and to_at > coalesce(:from::timestamptz, '-infinity')
              and from_at > coalesce(:from::timestamptz - interval '63 days', '-infinity')
              and (from_at, id) > (coalesce(:afterStart::timestamptz, '-infinity'),
                                   coalesce(:afterId::uuid, '00000000-0000-0000-0000-000000000000'))
            order by from_at, id limit :limit
            """;

    private final JdbcClient jdbc;
    private final BookingQueries queries;
    private final AbsenceView view;

    public AbsenceList(JdbcClient jdbc, BookingQueries queries, AbsenceView view) {
        this.jdbc = jdbc;
        this.queries = queries;
        this.view = view;
    }

    /** @throws dev.interlude.platform.problems.Refused VALIDATION_FAILED, 422, naming every parameter that makes no sense */
    public Map<String, Object> page(JsonNode query) {
        var filter = queries.filter(query);
        var after = filter.after();
        var found = jdbc.sql(PAGE.formatted(filter.staff() == null ? "" : "staff = :staff and"))
                .param("staff", filter.staff())
                .param("from", sql(filter.from()))
                .param("to", sql(filter.to()))
                .param("afterStart", after == null ? null : sql(after.start()))
                .param("afterId", after == null ? null : after.id())
                .param("limit", filter.limit() + 1)
                .query(AbsenceReader::absence)
                .list();
        var shown = found.subList(0, Math.min(filter.limit(), found.size()));
        var page = new LinkedHashMap<String, Object>();
        page.put("absences", shown.stream().map(view::of).toList());
        page.put("nextCursor", found.size() > filter.limit() ? cursor(shown) : null);
        return page;
    }

    private static String cursor(List<Absence> shown) {
        var last = shown.get(shown.size() - 1);
        return new BookingFilter.Cursor(last.from(), last.id()).text();
    }
}
