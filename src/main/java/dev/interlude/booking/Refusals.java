package dev.interlude.booking;

import dev.interlude.availability.Alternatives;
import dev.interlude.availability.OfferAnswer;
import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.OtherOffer;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.booking.request.RequestedBooking;
import dev.interlude.booking.rules.RuleRefused;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.CompensationOpen;
import dev.interlude.saga.SagaState;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds to a refusal what is free instead and what is still being undone. */
public class Refusals {

    private static final int ALTERNATIVES = 3;
    /** The nearest may come last, so no start may be left out. */
    private static final int EVERY_START = Integer.MAX_VALUE;

    /** The salon may be closed on the day before or after. */
    private static final int DAYS_AROUND = 2;
    /** The next days may be full too. */
    private static final int DAYS_AROUND_A_FULL_ONE = 7;

    private static final int RETRY_SOON = 5;

    private final Clock clock;

    public Refusals(Clock clock) {
        this.clock = clock;
    }

    /**
     * The search for a nearby time, on the days around the requested one and with the requested staff; null if another
     * time would not help.
     */
    public OfferQuery whatElse(Throwable failure, RequestedBooking wanted) {
        var help = RuleRefused.helpOf(failure);
        if (help.isPresent()) {
            return toMeet(help.get(), wanted);
        }
        var code = problem(failure).code();
        if (!isTimeTaken(code) && code != ProblemCode.HOLD_ENDED) {
            return null;
        }
        var planRequest = wanted.planRequest();
        var day = planRequest.start().atZone(wanted.timeZone()).truncatedTo(ChronoUnit.DAYS);
        var days = code == ProblemCode.CAPACITY_EXCEEDED ? DAYS_AROUND_A_FULL_ONE : DAYS_AROUND;
        var from = day.minusDays(days).toInstant();
        var earliest = wanted.earliest(clock.instant());
        return new OfferQuery(
                planRequest.service(),
                from.isBefore(earliest) ? earliest : from,
                day.plusDays(days + 1).toInstant(),
                planRequest.staff(),
                Order.EARLIEST,
                EVERY_START,
                false,
                wanted.bySamePeople().named(),
                wanted.overLimits(),
                SlotDemand.SEARCH);
    }

    /** Another service may be needed first: that is done by whoever has time. */
    private OfferQuery toMeet(RuleRefused.Help help, RequestedBooking wanted) {
        var same = help.service().id().equals(wanted.planRequest().service().id());
        var earliest = clock.instant().plusSeconds(help.service().noticeMinutes() * 60L);
        return new OfferQuery(
                help.service(),
                help.from().isBefore(earliest) ? earliest : help.from(),
                help.to(),
                same ? wanted.planRequest().staff() : Optional.empty(),
                Order.EARLIEST,
                EVERY_START,
                false,
                same ? wanted.bySamePeople().named() : Map.of(),
                false,
                SlotDemand.SEARCH);
    }

    /** The same search with any staff, for when the requested staff has no time; null if no staff was requested. */
    public OfferQuery anybody(OfferQuery query, RequestedBooking wanted, List<Offer> offers) {
        var found = offers != null && !offers.isEmpty();
        return query == null || found || wanted.sameStaff() || query.named().isEmpty()
                ? null
                : query.by(wanted.named());
    }

    /** @throws Refused always: this node lost its lease and another has taken the saga over */
    public void takenOver() {
        throw undone();
    }

    /** The refusal when another node took the saga over and is undoing it, or has. */
    public static Refused undone() {
        return new Refused(
                Problem.of(ProblemCode.UNAVAILABLE, "This took too long and is being undone; ask again in a moment.")
                        .withRetryAfter(RETRY_SOON));
    }

    /**
     * @param plan what was refused, so that it is not proposed again; null when there was none yet
     * @param about what is known of its reasons, or null
     * @throws Refused always: the refusal, with the nearest of the offers
     */
    public void explain(
            Throwable failure, RequestedBooking wanted, BookingPlan plan, List<Offer> offers, String about) {
        var problem = problem(failure);
        var others = (offers == null ? List.<Offer>of() : offers)
                .stream()
                        .filter(offer -> problem.code() == ProblemCode.HOLD_ENDED || !isSame(offer, plan))
                        .toList();
        var nearest = Alternatives.nearest(others, wanted.planRequest().start(), ALTERNATIVES);
        throw new Refused(
                (about == null ? problem : problem.saying(about)).withAlternatives(shown(nearest, wanted, failure)));
    }

    private static List<?> shown(List<Offer> offers, RequestedBooking wanted, Throwable failure) {
        var requested = wanted.planRequest().service();
        var offered = RuleRefused.helpOf(failure).map(RuleRefused.Help::service).orElse(requested);
        var answers = OfferAnswer.of(offers, wanted.timeZone(), offered);
        return offered.id().equals(requested.id())
                ? answers
                : answers.stream()
                        .map(answer -> new OtherOffer(offered.id(), answer))
                        .toList();
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

    public static boolean isTimeTaken(ProblemCode code) {
        return code == ProblemCode.SLOT_UNAVAILABLE || code == ProblemCode.CAPACITY_EXCEEDED;
    }

    public static Problem problem(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return failure instanceof CompensationOpen open ? open(refused.problem(), open) : refused.problem();
            }
        }
        throw new IllegalArgumentException("no refusal", failure);
    }

    public static boolean stillOpen(Throwable failure) {
        return failure instanceof CompensationOpen;
    }

    /**
     * The same, saying that not everything is undone yet. A saga that could not even be given up is not said to be
     * undone: it may still be finished by a node that takes it over.
     */
    public static Problem open(Problem problem, CompensationOpen open) {
        var more = open.state() == SagaState.ACTIVE
                ? " Whether what had been booked of it stays or is undone is not decided yet."
                : " What had been booked of it already is still being undone.";
        return new Problem(
                problem.code(),
                problem.status(),
                problem.detail() + more,
                problem.errors(),
                problem.alternatives(),
                problem.retryAfterSeconds());
    }
}
