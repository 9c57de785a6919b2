package dev.interlude.booking.jdbc;

import static java.util.stream.Collectors.toMap;

import dev.interlude.saga.SagaId;
import dev.interlude.saga.operator.JournalEntry;
import dev.interlude.saga.operator.SagaSubjects;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the bookings of sagas by the segments and moves that their steps are about. */
public class SagaBookings implements SagaSubjects {

    private static final String BOOKINGS =
            """
            select id, booking from segment where id = any (:ids)
            union all
            select id, booking from segment_move where id = any (:ids)
            """;

    private final JdbcClient jdbc;
    private final BookingLabels labels;

    public SagaBookings(JdbcClient jdbc, BookingLabels labels) {
        this.jdbc = jdbc;
        this.labels = labels;
    }

    @Override
    public Map<SagaId, List<Subject>> of(Collection<JournalEntry> sagas) {
        var bookings =
                bookings(sagas.stream().flatMap(SagaBookings::parts).distinct().toList());
        var known = labels.of(bookings.values().stream().distinct().toList());
        return sagas.stream().collect(toMap(JournalEntry::saga, saga -> parts(saga)
                .map(bookings::get)
                .filter(known::containsKey)
                .distinct()
                .map(booking -> new Subject(booking, known.get(booking)))
                .toList()));
    }

    private Map<UUID, UUID> bookings(List<UUID> parts) {
        if (parts.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(BOOKINGS)
                .param("ids", parts.toArray(UUID[]::new), Types.ARRAY)
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), row.getObject("booking", UUID.class)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<UUID> parts(JournalEntry saga) {
        return saga.steps().stream()
                .map(step -> step.plan().options())
                .flatMap(options -> Stream.of("segmentId", "moveId")
                        .filter(options::containsKey)
                        .map(options::get))
                .map(UUID::fromString);
    }
}
