package dev.interlude.sync;

import dev.interlude.booking.Flags;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.booking.jdbc.SightingLedger;
import dev.interlude.booking.jdbc.SyncedSegments;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Ids;
import dev.interlude.sync.jdbc.Acceptance;
import dev.interlude.sync.jdbc.Clashes;
import dev.interlude.sync.jdbc.DriftLedger;
import dev.interlude.sync.jdbc.DriftQueue;
import dev.interlude.sync.jdbc.DriftRows;
import dev.interlude.sync.jdbc.ErasedDrift;
import dev.interlude.sync.jdbc.HereReader;
import dev.interlude.sync.jdbc.MissingSegments;
import dev.interlude.sync.jdbc.ReadMarks;
import dev.interlude.sync.jdbc.RepairLedger;
import dev.interlude.sync.jdbc.RunLedger;
import dev.interlude.sync.jdbc.SecondLook;
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
    DriftRows syncDriftRows(JdbcClient jdbc, Ids ids, Clock clock) {
        return new DriftRows(jdbc, ids, clock);
    }

    @Bean
    DriftQueue syncDriftQueue(JdbcClient jdbc, SyncSettings settings, Clock clock) {
        return new DriftQueue(jdbc, settings, clock);
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
        return new RunLedger(
                jdbc,
                new ReadMarks(jdbc, syncBooks, syncDriftRows),
                new MissingSegments(syncBooks, syncDriftRows, settings, clock),
                settings,
                accounts,
                ids,
                clock);
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
    Acceptance syncAcceptance(
            DriftRows rows,
            SightingLedger sightings,
            SyncedSegments segments,
            Announcements announcements,
            SyncSettings settings,
            Clock clock) {
        return new Acceptance(rows, sightings, segments, announcements, settings, clock);
    }

    @Bean
    DriftLedger syncDrift(DriftRows rows, HereReader books, Acceptance acceptance, SyncSettings settings, Clock clock) {
        return new DriftLedger(rows, books, acceptance, settings, clock);
    }

    @Bean
    SecondLook syncSecondLook(
            DriftRows rows,
            DriftQueue queue,
            HereReader books,
            Acceptance acceptance,
            BookingReader bookings,
            Catalog catalog,
            SyncSettings settings,
            Clock clock,
            @Value("${interlude.calcom.longest-call}") Duration longestCall) {
        var pushes = new Pushes(bookings, catalog, longestCall);
        return new SecondLook(rows, queue, books, acceptance, pushes, settings, clock);
    }

    /** What does not fit our other bookings is for a person too, however it was heard of. */
    @Bean
    Flags bookingFlags(JdbcClient jdbc, Announcements announcements, Ids ids, Clock clock) {
        return new Clashes(jdbc, announcements, ids, clock);
    }

    @Bean
    RepairLedger syncRepairs(
            DriftRows rows, DriftQueue queue, SyncedSegments segments, SyncSettings settings, Clock clock) {
        return new RepairLedger(rows, queue, segments, settings, clock);
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
