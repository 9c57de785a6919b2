package dev.interlude.booking.jdbc;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names bookings for operators: service, staff and start on the salon's clock; nothing about the customer. */
public class BookingLabels {

    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final String ABOUT =
            """
            select b.id, b.service, b.start_at, b.origin,
                   array(select s.staff from segment s where s.booking = b.id and s.current order by s.position) as staff
            from booking b where b.id in (:ids)
            """;

    private final JdbcClient jdbc;
    private final Catalog catalog;

    public BookingLabels(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** Unknown ids are left out. */
    public Map<UUID, String> of(Collection<UUID> bookings) {
        if (bookings.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(ABOUT)
                .param("ids", bookings)
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), label(row)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String label(ResultSet row) throws SQLException {
        var service = row.getString("service");
        var what = service == null
                ? "Booking made in Cal.com"
                : catalog.service(service).map(Service::name).orElse(service);
        var staff = Stream.of((String[]) row.getArray("staff").getArray())
                .distinct()
                .map(this::name)
                .collect(joining(" and "));
        return "%s with %s, %s"
                .formatted(
                        what,
                        staff,
                        Instants.read(row, "start_at")
                                .atZone(catalog.timeZone())
                                .format(START));
    }

    private String name(String staff) {
        var member = catalog.staff().get(staff);
        return member == null ? staff : member.name();
    }
}
