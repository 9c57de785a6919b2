package dev.interlude.sync;

import dev.interlude.booking.FlagListener;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Beans;
import dev.interlude.platform.Ids;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.sync.jdbc.Clashes;
import dev.interlude.sync.jdbc.DriftAttention;
import dev.interlude.sync.jdbc.DriftQueue;
import dev.interlude.sync.jdbc.DriftRows;
import dev.interlude.sync.jdbc.ErasedDrift;
import dev.interlude.sync.jdbc.FlagReview;
import dev.interlude.sync.jdbc.ReadMarks;
import dev.interlude.sync.jdbc.RunLedger;
import dev.interlude.sync.jdbc.StoredSegmentReader;
import dev.interlude.sync.jdbc.SyncFigures;
import dev.interlude.sync.jdbc.UnreadableRows;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that compares both sides and repairs differences. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SyncSettings.class)
@Beans({
    Acceptance.class,
    DriftLedger.class,
    DriftQueue.class,
    DriftRows.class,
    ErasedDrift.class,
    FlagReview.class,
    RepairLedger.class,
    StoredSegmentReader.class,
    SyncFigures.class,
    SyncHealth.class,
    SyncMetrics.class,
    SyncRules.class,
    SyncView.class
})
class SyncConfiguration {

    @Bean
    RunLedger runLedger(
            JdbcClient jdbc,
            StoredSegmentReader segments,
            DriftRows drift,
            ObservedAttendeeRows attendees,
            Announcements announcements,
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
                new ReadMarks(jdbc, segments, drift, new UnreadableRows(jdbc, announcements, ids, clock), attendees),
                new MissingSegments(segments, drift, settings, clock),
                settings,
                accounts,
                ids,
                clock);
    }

    @Bean
    SecondLook secondLook(
            DriftRows rows,
            DriftQueue queue,
            StoredSegmentReader segments,
            Acceptance acceptance,
            BookingReader bookings,
            Catalog catalog,
            SyncSettings settings,
            Clock clock,
            @Value("${interlude.calcom.longest-call}") Duration longestCall) {
        var pushes = new Pushes(bookings, catalog, longestCall);
        return new SecondLook(rows, queue, segments, acceptance, pushes, settings, clock);
    }

    /** Conflicts with our other bookings also need a person, whether found by sync or webhook. */
    @Bean
    FlagListener bookingFlags(JdbcClient jdbc, Announcements announcements, Ids ids, Clock clock) {
        return new Clashes(jdbc, announcements, ids, clock);
    }

    @Bean
    @Order(40)
    DriftAttention driftAttention(JdbcClient jdbc, RepairLedger repairs, OperatorActions actions) {
        return new DriftAttention(jdbc, repairs, actions);
    }
}
