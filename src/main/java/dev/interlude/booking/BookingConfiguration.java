package dev.interlude.booking;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.jdbc.BookedPauses;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.booking.jdbc.CancellingLedger;
import dev.interlude.booking.jdbc.CascadeLedger;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.booking.jdbc.ErasedBookings;
import dev.interlude.booking.jdbc.ErasedItems;
import dev.interlude.booking.jdbc.ErasureLedger;
import dev.interlude.booking.jdbc.HeldTimes;
import dev.interlude.booking.jdbc.MovingBackLedger;
import dev.interlude.booking.jdbc.MovingLedger;
import dev.interlude.booking.jdbc.PlacingLedger;
import dev.interlude.booking.jdbc.ReleasingLedger;
import dev.interlude.booking.jdbc.SightingLedger;
import dev.interlude.booking.jdbc.VouchedEnds;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.BoundedPool;
import dev.interlude.platform.Erasing;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Json;
import dev.interlude.platform.ProblemAnswers;
import dev.interlude.platform.Refused;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that places, moves and cancels bookings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BookingSettings.class)
class BookingConfiguration {

    @Bean
    BookingRequests bookingRequests(Catalog catalog, Clock clock, BookingSettings settings) {
        return new BookingRequests(catalog, clock, settings.answerLimit());
    }

    @Bean
    MoveRequests moveRequests(Catalog catalog, Clock clock, BookingSettings settings) {
        return new MoveRequests(catalog, clock, settings.answerLimit());
    }

    @Bean
    BookingQueries bookingQueries(Catalog catalog) {
        return new BookingQueries(catalog);
    }

    @Bean
    PauseRequests pauseRequests(Catalog catalog) {
        return new PauseRequests(catalog);
    }

    @Bean
    BookedPauses bookedPauses(JdbcClient jdbc, Clock clock) {
        return new BookedPauses(jdbc, clock);
    }

    @Bean
    PauseSearch pauseSearch(Catalog catalog, Clock clock) {
        return new PauseSearch(catalog, clock);
    }

    @Bean
    PauseView pauseView(Clock clock) {
        return new PauseView(clock);
    }

    @Bean
    BookingPlanner bookingPlanner(Ids ids, Catalog catalog) {
        return new BookingPlanner(ids, catalog.timeZone());
    }

    @Bean
    Rebooking rebooking(Clock clock, BookingSettings settings) {
        return new Rebooking(clock, settings.rebookings());
    }

    @Bean
    DayLimits dayLimits(JdbcClient jdbc, Catalog catalog) {
        return new DayLimits(jdbc, catalog);
    }

    @Bean
    MovePlanner movePlanner(Ids ids) {
        return new MovePlanner(ids);
    }

    @Bean
    BookingView bookingView() {
        return new BookingView();
    }

    @Bean
    SegmentRules segmentRules() {
        return new SegmentRules();
    }

    @Bean
    Refusals refusals(Clock clock) {
        return new Refusals(clock);
    }

    @Bean
    BookingReader bookingReader(JdbcClient jdbc, ObjectMapper json) {
        return new BookingReader(jdbc, json);
    }

    @Bean
    HeldTimes heldTimes(JdbcClient jdbc) {
        return new HeldTimes(jdbc);
    }

    @Bean
    PlacingLedger placingLedger(
            JdbcClient jdbc,
            SagaJournal journal,
            BookingNews news,
            Clock clock,
            DayLimits limits,
            CascadeLedger linked) {
        return new PlacingLedger(jdbc, journal, news, clock, limits, linked);
    }

    @Bean
    ReleasingLedger releasingLedger(
            JdbcClient jdbc,
            BookingNews news,
            Clock clock,
            @Value("${interlude.calcom.longest-call}") Duration longestCall) {
        return new ReleasingLedger(jdbc, news, clock, longestCall);
    }

    @Bean
    CancellingLedger cancellingLedger(JdbcClient jdbc, SagaJournal journal, Clock clock) {
        return new CancellingLedger(jdbc, journal, clock);
    }

    @Bean
    CascadeLedger cascadeLedger(JdbcClient jdbc, CancellingLedger cancelling, Clock clock) {
        return new CascadeLedger(jdbc, cancelling, clock);
    }

    @Bean
    CascadeView cascadeView(BookingView bookings, ProblemAnswers problems, Json json) {
        return new CascadeView(bookings, problems, json);
    }

    @Bean
    MovingLedger movingLedger(JdbcClient jdbc, SagaJournal journal, BookingNews news, Clock clock, DayLimits limits) {
        return new MovingLedger(jdbc, journal, news, clock, limits);
    }

    @Bean
    MovingBackLedger movingBackLedger(
            JdbcClient jdbc, Clock clock, @Value("${interlude.calcom.longest-call}") Duration longestCall) {
        return new MovingBackLedger(jdbc, clock, longestCall);
    }

    @Bean
    VouchedEnds vouchedEnds(SagaJournal journal, ReleasingLedger releasing, MovingBackLedger movingBack) {
        return new VouchedEnds(journal, releasing, movingBack);
    }

    @Bean
    ErasureRequests erasureRequests() {
        return new ErasureRequests();
    }

    @Bean
    ErasedItems erasedItems(JdbcClient jdbc, Json json) {
        return new ErasedItems(jdbc, json);
    }

    @Bean
    ErasureLedger erasureLedger(JdbcClient jdbc, List<Erasing> rooms, BookingNews news, Ids ids, Clock clock) {
        return new ErasureLedger(jdbc, new ErasedBookings(jdbc, clock), rooms, news, ids, clock);
    }

    @Bean
    SightingLedger sightingLedger(
            JdbcClient jdbc,
            SagaJournal journal,
            BookingNews news,
            Flags flags,
            Catalog catalog,
            Ids ids,
            Clock clock) {
        return new SightingLedger(jdbc, journal, news, flags, catalog, ids, clock, "direct:booking-release-segment");
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService bookingSegments(BookingSettings settings) {
        return BoundedPool.of("booking-segment", settings.segmentsAtOnce());
    }

    /** For sagas whose caller may have gone: a refusal is in the booking's history, anything else belongs in the log. */
    @Bean
    ExceptionHandler unheardFailures() {
        return new UnheardFailures();
    }

    private static final class UnheardFailures implements ExceptionHandler {

        private static final Logger LOG = LoggerFactory.getLogger("dev.interlude.booking");

        @Override
        public void handleException(Throwable failure) {
            handleException("A saga failed", failure);
        }

        @Override
        public void handleException(String message, Throwable failure) {
            if (ObjectHelper.getException(Refused.class, failure) == null) {
                LOG.error(message, failure);
            }
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable failure) {
            handleException(message, failure);
        }
    }

    /** Waits for all parts; if some failed, the first of them is what the whole failed of. */
    @Bean
    AggregationStrategy firstFailure() {
        return (all, next) -> all == null || next.isFailed() && !all.isFailed() ? next : all;
    }
}
