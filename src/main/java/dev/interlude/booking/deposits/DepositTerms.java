package dev.interlude.booking.deposits;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.deposits.Deposit.Status;
import dev.interlude.booking.deposits.jdbc.NoShows;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Catalog.NoShowRule;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Span;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a booking needs a deposit: because of its service, or because its customer repeatedly did not come. */
public class DepositTerms {

    private final Catalog catalog;
    private final NoShows noShows;
    private final Clock clock;

    public DepositTerms(Catalog catalog, NoShows noShows, Clock clock) {
        this.catalog = catalog;
        this.noShows = noShows;
        this.clock = clock;
    }

    /** Of a booking that is about to be written, in its transaction; null: it needs none, as one beyond the limits. */
    public Deposit of(BookingPlan plan) {
        return plan.overrideReason() == null
                ? shortest(plan).map(span -> awaited(plan, span)).orElse(null)
                : null;
    }

    private Optional<Span> shortest(BookingPlan plan) {
        return Stream.concat(
                        catalog.service(plan.service()).map(Service::confirmWithin).stream(), ofCustomer(plan).stream())
                .min(Comparator.comparingLong(Span::minutes));
    }

    private Optional<Span> ofCustomer(BookingPlan plan) {
        return Optional.ofNullable(catalog.noShows())
                .filter(rule -> noShows.count(plan.attendee().email()) >= rule.limit())
                .map(NoShowRule::confirmWithin);
    }

    /** The beginning of the appointment is the latest. */
    private Deposit awaited(BookingPlan plan, Span within) {
        var until = within.after(clock.instant(), catalog.timeZone());
        return new Deposit(Status.AWAITED, until.isBefore(plan.start()) ? until : plan.start());
    }
}
