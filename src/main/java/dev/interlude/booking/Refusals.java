package dev.interlude.booking;

import dev.interlude.availability.Alternatives;
import dev.interlude.availability.Offer;
import dev.interlude.availability.OfferAnswer;
import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.Order;
import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes refusals useful: what is free instead, and what is still being undone. */
public class Refusals {

    private static final int ALTERNATIVES = 3;
    /** The nearest may be the last of them: so no start may be left out. */
    private static final int EVERY_START = Integer.MAX_VALUE;

    private static final int DAYS = 2;
    /** The next day may be full too. */
    private static final int DAYS_AFTER_A_FULL_ONE = 8;

    private static final int RETRY_SOON = 5;

    private final Clock clock;

    public Refusals(Clock clock) {
        this.clock = clock;
    }

    /** The search for something close: the day that was asked for and what follows; null when that is not what helps. */
    public OfferQuery whatElse(Throwable failure, Wanted wanted) {
        var code = problem(failure).code();
        if (!isTimeTaken(code)) {
            return null;
        }
        var wish = wanted.wish();
        var day = wish.start().atZone(wanted.timeZone()).truncatedTo(ChronoUnit.DAYS);
        var from = day.toInstant();
        var earliest = wanted.earliest(clock.instant());
        var days = code == ProblemCode.CAPACITY_EXCEEDED ? DAYS_AFTER_A_FULL_ONE : DAYS;
        return new OfferQuery(
                wish.service(),
                from.isBefore(earliest) ? earliest : from,
                day.plusDays(days).toInstant(),
                wish.staff(),
                Order.EARLIEST,
                EVERY_START,
                false,
                wanted.named(),
                wanted.overLimits());
    }

    /** @throws Refused always: this node was silent for too long, and another has taken the saga over */
    public void takenOver() {
        throw new Refused(
                Problem.of(ProblemCode.UNAVAILABLE, "This took too long and is being undone; ask again in a moment.")
                        .withRetryAfter(RETRY_SOON));
    }

    /**
     * @param plan what was refused, so that it is not proposed again; null when there was none yet
     * @throws Refused always: the refusal, with the nearest of the offers
     */
    public void explain(Throwable failure, Wanted wanted, BookingPlan plan, List<Offer> offers) {
        var others = (offers == null ? List.<Offer>of() : offers)
                .stream().filter(offer -> !isSame(offer, plan)).toList();
        var nearest = Alternatives.nearest(others, wanted.wish().start(), ALTERNATIVES);
        throw new Refused(problem(failure).withAlternatives(OfferAnswer.of(nearest, wanted.timeZone())));
    }

    private static boolean isSame(Offer offer, BookingPlan plan) {
        return plan != null
                && plan.segments().stream()
                        .map(s -> List.of(s.key(), s.staff(), s.start()))
                        .toList()
                        .equals(offer.segments().stream()
                                .map(s -> List.of(s.key(), s.staff(), s.start()))
                                .toList());
    }

    static boolean isTimeTaken(ProblemCode code) {
        return code == ProblemCode.SLOT_UNAVAILABLE || code == ProblemCode.CAPACITY_EXCEEDED;
    }

    static Problem problem(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return stillOpen(failure) ? undoing(refused.problem()) : refused.problem();
            }
        }
        throw new IllegalArgumentException("no refusal", failure);
    }

    static boolean stillOpen(Throwable failure) {
        return failure instanceof dev.interlude.saga.CompensationOpen;
    }

    /** The same, saying that not everything is undone yet. */
    public static Problem undoing(Problem problem) {
        return new Problem(
                problem.code(),
                problem.status(),
                problem.detail() + " What had been booked of it already is still being undone.",
                problem.errors(),
                problem.alternatives(),
                problem.retryAfterSeconds());
    }
}
