package dev.interlude.absences;

import dev.interlude.absences.jdbc.AbsenceReader;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Absences with appointments that are neither moved nor cancelled, and that no one has decided to keep. */
public class UnsettledAbsences implements AttentionSource {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final AbsenceReader reader;
    private final ConcernedBookings concerned;
    private final AbsenceMeters meters;
    private final Catalog catalog;
    private final Clock clock;

    public UnsettledAbsences(
            AbsenceReader reader, ConcernedBookings concerned, AbsenceMeters meters, Catalog catalog, Clock clock) {
        this.reader = reader;
        this.concerned = concerned;
        this.meters = meters;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "absences";
    }

    /** One for each absence: a salon has few people, and so few absences at a time. */
    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        return after.page(
                reader.notOver(clock.instant()).stream()
                        .map(this::item)
                        .flatMap(Optional::stream)
                        .toList(),
                limit);
    }

    /** For the metrics. */
    public void count() {
        var absences = reader.notOver(clock.instant());
        var unsettled = absences.stream().flatMap(absence -> unsettled(absence).stream());
        meters.counted(
                new AbsenceMeters.Open(absences.size(), unsettled.distinct().count()));
    }

    private List<UUID> unsettled(Absence absence) {
        var kept = reader.kept(absence);
        return concerned.ids(absence).stream()
                .filter(booking -> !kept.contains(booking))
                .toList();
    }

    private Optional<AttentionItem> item(Absence absence) {
        var open = unsettled(absence);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        var reason = "%s until %s, and %s neither moved, cancelled nor kept."
                .formatted(
                        absence.state(),
                        SHOWN.format(absence.to().atZone(catalog.timeZone())),
                        open.size() == 1 ? "one appointment is" : open.size() + " appointments are");
        return Optional.of(new AttentionItem(
                "absence-unsettled",
                absence.id().toString(),
                open.get(0),
                absence.createdAt(),
                reason,
                "/api/v1/absences/" + absence.id(),
                List.of()));
    }
}
