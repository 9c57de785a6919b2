package dev.interlude.ops;

import dev.interlude.availability.slots.SlotRead;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.EventTypeAtCalcom;
import dev.interlude.catalog.Holder;
import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.ops.CheckRound.Unlisted;
import dev.interlude.ops.CheckedEventType.Finding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** This node's latest comparison of the catalog with Cal.com. */
public class CatalogCheck {

    private final Catalog catalog;
    private final Clock clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();
    private volatile CheckedCatalog last = CheckedCatalog.NONE;

    public CatalogCheck(Catalog catalog, Clock clock, MeterRegistry meters) {
        this.catalog = catalog;
        this.clock = clock;
        watch(meters, "error", CheckedCatalog::errors);
        watch(meters, "warning", CheckedCatalog::warnings);
    }

    private void watch(MeterRegistry meters, String severity, ToLongFunction<CheckedCatalog> count) {
        Gauge.builder("interlude.catalog.findings", () -> count.applyAsLong(last))
                .description("what the catalog and Cal.com do not agree on")
                .tag("severity", severity)
                .register(meters);
    }

    public CheckRound begin() {
        return new CheckRound(catalog);
    }

    public void holder(CheckRound round, String key, Holder holder) {
        round.holder(key, holder);
    }

    public void refused(CheckRound round, String key) {
        round.refused(key);
    }

    public void listed(CheckRound round, String account, List<EventTypeAtCalcom> eventTypes) {
        round.listed(account, eventTypes);
    }

    public void read(CheckRound round, Unlisted which, EventTypeAtCalcom eventType) {
        round.read(which, eventType);
    }

    public void missing(CheckRound round, Unlisted which) {
        round.missing(which);
    }

    public void unasked(CheckRound round, Unlisted which) {
        round.unasked(which);
    }

    public void bookings(CheckRound round, Unlisted which, CalcomBookingPage page, boolean held) {
        round.bookings(which, page, held);
    }

    /** The cheapest read of free times, which shows whether the event type exists. */
    public SlotRead anyDay(Unlisted which) {
        var tomorrow = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        return new SlotRead(which.account(), which.eventType(), tomorrow, tomorrow);
    }

    /** @return findings that are new since the previous round, for the log */
    public synchronized List<String> finish(CheckRound round) {
        var before = last.findings();
        last = round.result(clock.instant());
        var known = last.findings().stream().map(Finding::text).toList();
        before.stream().map(Finding::text).filter(text -> !known.contains(text)).forEach(since::remove);
        last.findings().forEach(finding -> since(finding.text()));
        return last.findings().stream()
                .filter(finding -> !before.contains(finding))
                .map(Finding::text)
                .toList();
    }

    /** When this node first found it. */
    Instant since(String text) {
        return since.computeIfAbsent(text, key -> clock.instant());
    }

    public CheckedCatalog last() {
        return last;
    }

    /** The part of the health page about the catalog. */
    Map<String, Object> figures() {
        var known = last;
        var part = new LinkedHashMap<String, Object>();
        part.put("checked_at", known.at() == null ? null : known.at().toString());
        part.put("errors", known.errors());
        part.put("warnings", known.warnings());
        part.put("findings", known.findings().stream().map(Finding::text).toList());
        return part;
    }
}
