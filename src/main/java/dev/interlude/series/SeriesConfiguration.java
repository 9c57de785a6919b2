package dev.interlude.series;

import dev.interlude.booking.BookingSettings;
import dev.interlude.platform.Beans;
import dev.interlude.platform.BoundedPool;
import dev.interlude.platform.Contract;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.series.jdbc.BulkLedger;
import dev.interlude.series.jdbc.ErasedItems;
import dev.interlude.series.jdbc.SeriesCancelling;
import dev.interlude.series.jdbc.SeriesLedger;
import dev.interlude.series.jdbc.WholeSeriesLedger;
import dev.interlude.series.jdbc.WithdrawnItems;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires many bookings at once: those of one request, and appointments that come again. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BulkSettings.class, SeriesSettings.class})
@Beans({
    BulkLedger.class,
    BulkView.class,
    ErasedItems.class,
    SeriesCancelling.class,
    SeriesDays.class,
    SeriesLedger.class,
    SeriesRequests.class,
    SeriesView.class,
    WholeSeriesLedger.class,
    WithdrawnItems.class
})
class SeriesConfiguration {

    @Bean
    BulkRequests bulkRequests(Contract contract, ProblemAnswers problems, Clock clock, BookingSettings settings) {
        return new BulkRequests(contract, problems, clock, settings.answerLimit());
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService seriesSegments(SeriesSettings settings) {
        return BoundedPool.of("series-segment", settings.segmentsAtOnce());
    }
}
