package dev.interlude.booking;

import dev.interlude.booking.jdbc.BulkLedger;
import dev.interlude.booking.jdbc.CancellingLedger;
import dev.interlude.booking.jdbc.PlacingLedger;
import dev.interlude.booking.jdbc.SeriesCancelling;
import dev.interlude.booking.jdbc.SeriesLedger;
import dev.interlude.booking.jdbc.WholeSeriesLedger;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.BoundedPool;
import dev.interlude.platform.Contract;
import dev.interlude.platform.Json;
import dev.interlude.platform.ProblemAnswers;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires many bookings at once: those of one request, and appointments that come again. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BulkSettings.class, SeriesSettings.class})
class SeriesConfiguration {

    @Bean
    BulkRequests bulkRequests(Contract contract, ProblemAnswers problems, Clock clock, BookingSettings settings) {
        return new BulkRequests(contract, problems, clock, settings.answerLimit());
    }

    @Bean
    BulkView bulkView() {
        return new BulkView();
    }

    @Bean
    BulkLedger bulkLedger(JdbcClient jdbc, Clock clock, Json json, BulkSettings settings) {
        return new BulkLedger(jdbc, clock, json, settings);
    }

    @Bean
    SeriesRequests seriesRequests(BookingRequests bookings) {
        return new SeriesRequests(bookings);
    }

    @Bean
    SeriesDays seriesDays() {
        return new SeriesDays();
    }

    @Bean
    SeriesView seriesView(CascadeView cancelled) {
        return new SeriesView(cancelled);
    }

    @Bean
    SeriesLedger seriesLedger(JdbcClient jdbc, BulkLedger bulks, Announcements announcements, Json json, Clock clock) {
        return new SeriesLedger(jdbc, bulks, announcements, json, clock);
    }

    @Bean
    WholeSeriesLedger wholeSeriesLedger(
            JdbcClient jdbc, SeriesLedger series, PlacingLedger placing, SagaJournal journal, Clock clock) {
        return new WholeSeriesLedger(jdbc, series, placing, journal, clock);
    }

    @Bean
    SeriesCancelling seriesCancelling(JdbcClient jdbc, CancellingLedger cancelling, Clock clock) {
        return new SeriesCancelling(jdbc, cancelling, clock);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService seriesSegments(SeriesSettings settings) {
        return BoundedPool.of("series-segment", settings.segmentsAtOnce());
    }
}
