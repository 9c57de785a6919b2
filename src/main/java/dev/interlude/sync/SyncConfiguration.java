package dev.interlude.sync;

import dev.interlude.booking.Flags;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.booking.jdbc.SightingLedger;
import dev.interlude.booking.jdbc.SyncedSegments;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Ids;
import dev.interlude.sync.jdbc.Clashes;
import dev.interlude.sync.jdbc.DriftLedger;
import dev.interlude.sync.jdbc.DriftRows;
import dev.interlude.sync.jdbc.ErasedDrift;
import dev.interlude.sync.jdbc.HereReader;
import dev.interlude.sync.jdbc.ReadMarks;
import dev.interlude.sync.jdbc.RepairLedger;
import dev.interlude.sync.jdbc.RunLedger;
import dev.interlude.sync.jdbc.SyncFigures;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that keeps both sides in step. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SyncSettings.class)
class SyncConfiguration {

    @Bean
    HereReader syncBooks(JdbcClient jdbc) {
        return new HereReader(jdbc);
    }

    @Bean
    DriftRows syncDriftRows(JdbcClient jdbc, SyncSettings settings, Ids ids, Clock clock) {
        return new DriftRows(jdbc, settings, ids, clock);
    }

    @Bean
    RunLedger syncRuns(
            JdbcClient jdbc,
            HereReader syncBooks,
            DriftRows syncDriftRows,
            SyncSettings settings,
            Catalog catalog,
            Ids ids,
            Clock clock) {
        var accounts = catalog.services().values().stream()
                .map(Service::account)
                .distinct()
                .sorted()
                .toList();
        return new RunLedger(jdbc, new ReadMarks(jdbc, syncBooks, syncDriftRows), settings, accounts, ids, clock);
    }

    @Bean
    SyncedSegments syncedSegments(JdbcClient jdbc, Clock clock) {
        return new SyncedSegments(jdbc, clock);
    }

    @Bean
    ErasedDrift erasedDrift(JdbcClient jdbc) {
        return new ErasedDrift(jdbc);
    }

    @Bean
    DriftLedger syncDrift(
            DriftRows syncDriftRows,
            HereReader syncBooks,
            SightingLedger sightings,
            SyncedSegments segments,
            BookingReader bookings,
            Announcements announcements,
            SyncSettings settings,
            Clock clock,
            @Value("${interlude.calcom.longest-call}") Duration longestCall) {
        return new DriftLedger(
                syncDriftRows,
                syncBooks,
                sightings,
                segments,
                new Pushes(bookings, longestCall),
                announcements,
                settings,
                clock);
    }

    /** What does not fit our other bookings is for a person too, however it was heard of. */
    @Bean
    Flags bookingFlags(DriftRows rows, Announcements announcements) {
        return new Clashes(rows, announcements);
    }

    @Bean
    RepairLedger syncRepairs(DriftRows rows, SyncedSegments segments, SyncSettings settings, Clock clock) {
        return new RepairLedger(rows, segments, settings, clock);
    }

    @Bean
    SyncFigures syncFigures(JdbcClient jdbc, SyncSettings settings, Clock clock) {
        return new SyncFigures(jdbc, settings, clock);
    }

    @Bean
    SyncMetrics syncMetrics(MeterRegistry meters, Clock clock) {
        return new SyncMetrics(meters, clock);
    }

    @Bean
    SyncHealth syncHealth(SyncFigures figures) {
        return new SyncHealth(figures);
    }

    @Bean
    SyncRules syncRules() {
        return new SyncRules();
    }

    @Bean
    SyncView syncView() {
        return new SyncView();
    }
}
