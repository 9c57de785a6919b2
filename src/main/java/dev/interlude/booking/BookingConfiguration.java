package dev.interlude.booking;

import dev.interlude.availability.Horizon;
import dev.interlude.booking.attendees.jdbc.AttendeeOverlaps;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.booking.deposits.DepositMeters;
import dev.interlude.booking.deposits.DepositTerms;
import dev.interlude.booking.deposits.jdbc.DepositLedger;
import dev.interlude.booking.deposits.jdbc.NoShows;
import dev.interlude.booking.holds.ErasedHolds;
import dev.interlude.booking.holds.HoldMeters;
import dev.interlude.booking.holds.HoldRequests;
import dev.interlude.booking.holds.HoldSettings;
import dev.interlude.booking.holds.HoldView;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.booking.holds.jdbc.HoldReader;
import dev.interlude.booking.holds.jdbc.HoldReasons;
import dev.interlude.booking.holds.jdbc.HoldTakeover;
import dev.interlude.booking.jdbc.BookingFigures;
import dev.interlude.booking.jdbc.BookingLabels;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.booking.jdbc.CancellingLedger;
import dev.interlude.booking.jdbc.CascadeLedger;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.booking.jdbc.DecidedBookings;
import dev.interlude.booking.jdbc.DecisionLedger;
import dev.interlude.booking.jdbc.EarlierAttempts;
import dev.interlude.booking.jdbc.ErasedBookings;
import dev.interlude.booking.jdbc.HeldBookings;
import dev.interlude.booking.jdbc.HeldTimes;
import dev.interlude.booking.jdbc.HistoryNotes;
import dev.interlude.booking.jdbc.PlacedTogether;
import dev.interlude.booking.jdbc.PlacingLedger;
import dev.interlude.booking.jdbc.ReleasingLedger;
import dev.interlude.booking.jdbc.SagaBookings;
import dev.interlude.booking.jdbc.StaffBookings;
import dev.interlude.booking.jdbc.StaffTurns;
import dev.interlude.booking.jdbc.UnitBookings;
import dev.interlude.booking.move.ChangeRequests;
import dev.interlude.booking.move.ChangeView;
import dev.interlude.booking.move.MovePlanner;
import dev.interlude.booking.move.MoveRequests;
import dev.interlude.booking.move.jdbc.MovingBackLedger;
import dev.interlude.booking.move.jdbc.MovingLedger;
import dev.interlude.booking.move.jdbc.PartsInDoubt;
import dev.interlude.booking.request.BookingQueries;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.booking.request.Rebooking;
import dev.interlude.booking.rules.jdbc.CustomerAppointments;
import dev.interlude.booking.rules.jdbc.ReliedOn;
import dev.interlude.booking.units.jdbc.HeldUnits;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Beans;
import dev.interlude.platform.BoundedPool;
import dev.interlude.platform.Ids;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.work.Changes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that places, moves and cancels bookings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BookingSettings.class, HoldSettings.class})
@Beans({
    BookingLabels.class,
    BookingQueries.class,
    BookingReader.class,
    BookingView.class,
    CancellingLedger.class,
    CascadeLedger.class,
    CascadeView.class,
    ChangeView.class,
    CustomerAppointments.class,
    DayLimits.class,
    DecidedBookings.class,
    DecisionLedger.class,
    DepositLedger.class,
    DepositMeters.class,
    DepositTerms.class,
    EarlierAttempts.class,
    ErasedBookings.class,
    ErasedHolds.class,
    HeldBookings.class,
    HeldTimes.class,
    HeldUnits.class,
    HistoryNotes.class,
    HoldLedger.class,
    HoldMeters.class,
    HoldReader.class,
    HoldReasons.class,
    HoldRequests.class,
    HoldTakeover.class,
    HoldView.class,
    MovePlanner.class,
    MovingLedger.class,
    NoShows.class,
    ObservedAttendeeRows.class,
    PartsInDoubt.class,
    PlacedTogether.class,
    PlacingLedger.class,
    PlacingMeters.class,
    RefusalReasons.class,
    Refusals.class,
    ResolvedSagas.class,
    SagaBookings.class,
    SegmentRules.class,
    StaffBookings.class,
    UnitBookings.class,
    UnitLedger.class
})
class BookingConfiguration {

    @Bean
    BookingRequests bookingRequests(Catalog catalog, Clock clock, Horizon horizon, BookingSettings settings) {
        return new BookingRequests(catalog, clock, horizon, settings.answerLimit());
    }

    @Bean
    MoveRequests moveRequests(Catalog catalog, Clock clock, Horizon horizon, BookingSettings settings) {
        return new MoveRequests(catalog, clock, horizon, settings.answerLimit());
    }

    @Bean
    ChangeRequests changeRequests(Catalog catalog, Clock clock, Horizon horizon, BookingSettings settings) {
        return new ChangeRequests(catalog, clock, horizon, settings.answerLimit());
    }

    @Bean
    BookingPlanner bookingPlanner(Ids ids, Catalog catalog) {
        return new BookingPlanner(ids, catalog.timeZone());
    }

    @Bean
    Rebooking rebooking(Clock clock, BookingSettings settings) {
        return new Rebooking(clock, settings.rebookings());
    }

    /** Passes changes on, and flags the appointments that relied on what has changed. */
    @Bean
    @Primary
    BookingListener reliedOn(
            @Qualifier("outbox") BookingListener outbox,
            JdbcClient jdbc,
            CustomerAppointments appointments,
            FlagListener flags,
            HistoryNotes history,
            Catalog catalog,
            Clock clock) {
        return new ReliedOn(outbox, jdbc, appointments, flags, history, catalog, clock);
    }

    @Bean
    AttendeeOverlaps attendeeOverlaps(JdbcClient jdbc, Catalog catalog) {
        return new AttendeeOverlaps(jdbc, catalog.attendeeOverlap());
    }

    @Bean
    BookingFigures bookingFigures(JdbcClient jdbc, Clock clock, Catalog catalog) {
        return new BookingFigures(jdbc, clock, catalog.timeZone());
    }

    @Bean
    StaffTurns staffTurns(JdbcClient jdbc, Catalog catalog) {
        return new StaffTurns(jdbc, catalog.timeZone());
    }

    @Bean
    TakenTimes takenTimes(
            HeldTimes times,
            DayLimits limits,
            HeldUnits units,
            StaffTurns turns,
            Changes changes,
            @Value("${interlude.booking.search-remembers}") Duration forHowLong) {
        return new TakenTimes(times, limits, units, turns, changes, forHowLong);
    }

    @Bean
    ReleasingLedger releasingLedger(
            JdbcClient jdbc,
            BookingListener listener,
            Clock clock,
            @Value("${interlude.calcom.longest-call}") Duration longestCall,
            PlacingMeters meters,
            HoldTakeover holds) {
        return new ReleasingLedger(jdbc, listener, clock, longestCall, meters, holds);
    }

    @Bean
    MovingBackLedger movingBackLedger(
            JdbcClient jdbc, Clock clock, @Value("${interlude.calcom.longest-call}") Duration longestCall) {
        return new MovingBackLedger(jdbc, clock, longestCall);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService bookingSegments(BookingSettings settings) {
        return BoundedPool.of("booking-segment", settings.segmentsAtOnce());
    }

    /** For sagas whose caller may be gone: a refusal goes into the booking's history, anything else into the log. */
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
                LOG.error("{}: {}", message, Reasons.of(failure), Reasons.traceOf(failure));
            }
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable failure) {
            handleException(message, failure);
        }
    }

    /** The bodies of all parts as a list, in their order; if some failed, the first of them is what the whole failed of. */
    @Bean
    AggregationStrategy allOrFirstFailure(AggregationStrategy firstFailure) {
        return new GroupedBodyAggregationStrategy() {
            @Override
            public Exchange aggregate(Exchange all, Exchange next) {
                var first = firstFailure.aggregate(all, next);
                return first.isFailed() ? first : super.aggregate(all, next);
            }
        };
    }

    /** Waits for all parts; if some failed, the first of them is what the whole failed of. */
    @Bean
    AggregationStrategy firstFailure() {
        return (all, next) -> all == null || next.isFailed() && !all.isFailed() ? next : all;
    }
}
