package dev.interlude.booking.request;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.RequestedServices;
import dev.interlude.availability.WallClock;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.booking.Cancellation;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Text;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and validates booking requests, before anything is looked up or stored. */
public class BookingRequests {

    public static final Duration BEGUN_BEFORE_LIMIT = Duration.ofSeconds(2);

    /** What a booking request must not say beside a hold. */
    private static final List<String> PART_OF_HOLD = List.of(
            "service",
            "services",
            "serviceOrder",
            "start",
            "staff",
            "segments",
            "without",
            "autoRebook",
            "priority",
            "overrideReason");

    private final Catalog catalog;
    private final Clock clock;
    private final Horizon horizon;
    private final Duration answerLimit;

    public BookingRequests(Catalog catalog, Clock clock, Horizon horizon, Duration answerLimit) {
        this.catalog = catalog;
        this.clock = clock;
        this.horizon = horizon;
        this.answerLimit = answerLimit;
    }

    /**
     * @param request what a repeat of the same request carries again
     * @throws Refused FORBIDDEN when the caller may not ask for that; VALIDATION_FAILED, 422, naming every member that makes
     *     no sense
     */
    public BookingRequest read(JsonNode json, UUID request, Caller caller) {
        var overrideReason = Overrides.reason(json, caller);
        var errors = new ArrayList<FieldError>();
        if (json.hasNonNull("hold")) {
            errors.add(new FieldError("/hold", "can only be booked by itself, with POST /api/v1/bookings"));
        }
        var times = new RequestTimes(json, catalog.timeZone(), errors);
        var plan = planRequest(json, times, overrideReason == null, errors);
        var attendee = attendee(json.get("attendee"), times, errors);
        refuse(errors);
        return request(
                json,
                request,
                plan,
                times.zone(),
                attendee,
                caller,
                new BookingOptions(
                        overrideReason, maxShift(json.path("autoRebook")), plan.start(), List.of(), null, false));
    }

    /**
     * The same for a request that may name a hold: its times and staff are those of the hold.
     *
     * @param hold null: it names none
     */
    public BookingRequest read(JsonNode json, UUID request, Caller caller, OfferHold hold) {
        if (hold == null) {
            return read(json, request, caller);
        }
        var errors = new ArrayList<FieldError>();
        PART_OF_HOLD.stream()
                .filter(json::hasNonNull)
                .forEach(member -> errors.add(new FieldError("/" + member, "must be left out: the hold says it")));
        var times = new RequestTimes(json, hold.timeZone(), errors);
        var attendee = attendee(json.get("attendee"), times, errors);
        var offer = hold.offer();
        var service = catalog.service(offer.service()).map(its -> its.asBooked(BookingRequest.eventTypes(offer)));
        var segments = BookingRequest.named(offer);
        if (service.isEmpty()
                || !PlanRequestCheck.check(service.get(), offer.start(), Optional.empty(), segments)
                        .isEmpty()) {
            errors.add(new FieldError("/hold", "no longer fits the catalog"));
        }
        refuse(errors);
        return request(
                json,
                request,
                new PlanRequest(service.orElseThrow(), offer.start(), Optional.empty(), segments),
                times.zone(),
                attendee,
                caller,
                BookingOptions.none(offer.start(), hold.id(), false));
    }

    /**
     * What is to be held, without an attendee.
     *
     * @param hold the id it will have
     * @throws Refused VALIDATION_FAILED, 422, naming every member that makes no sense
     */
    public BookingRequest toHold(JsonNode json, UUID hold, Caller caller) {
        var errors = new ArrayList<FieldError>();
        var times = new RequestTimes(json, catalog.timeZone(), errors);
        var plan = planRequest(json, times, true, errors);
        refuse(errors);
        return request(json, hold, plan, times.zone(), null, caller, BookingOptions.none(plan.start(), null, true));
    }

    /** @return null where it makes no sense; then there are errors */
    private PlanRequest planRequest(JsonNode json, RequestTimes times, boolean withNotice, List<FieldError> errors) {
        var service = service(json, errors).map(whole -> ChosenForm.of(whole, json, errors));
        var start = times.start(clock.instant());
        var requested = times.segments();
        if (!errors.isEmpty()) {
            return null;
        }
        var plan = new PlanRequest(service.orElseThrow(), start.orElseThrow(), text(json, "staff"), requested);
        errors.addAll(PlanRequestCheck.check(plan));
        horizon.beyond("/start", plan.service(), plan.start()).ifPresent(errors::add);
        var notice = plan.service().noticeMinutes();
        if (withNotice && plan.start().isBefore(clock.instant().plusSeconds(notice * 60L))) {
            errors.add(new FieldError("/start", "must be at least " + notice + " minutes from now for this service"));
        }
        return plan;
    }

    private BookingRequest request(
            JsonNode json,
            UUID request,
            PlanRequest plan,
            ZoneId zone,
            Attendee attendee,
            Caller caller,
            BookingOptions options) {
        return new BookingRequest(
                request,
                plan,
                zone,
                attendee,
                text(json, "notes").orElse(""),
                json.hasNonNull("metadata") ? json.get("metadata") : JsonNodeFactory.instance.objectNode(),
                text(json, "linkedTo").map(UUID::fromString).orElse(null),
                // Not part of the contract: callers cannot set it.
                text(json, "seriesId").map(UUID::fromString).orElse(null),
                caller.name(),
                clock.instant().plus(answerLimit).minus(BEGUN_BEFORE_LIMIT),
                options);
    }

    /** Reads what is to be cancelled; the booking itself is named elsewhere. */
    public Cancellation cancellation(JsonNode json) {
        return new Cancellation(cancelReason(json), json.path("cascade").asBoolean());
    }

    /** The reason of the host's decline, for Cal.com and the history. */
    public Text declineReason(JsonNode json) {
        return new Text(text(json, "reason").filter(reason -> !reason.isBlank()).orElse("declined by the host"));
    }

    /** The reason of the cancellation, for Cal.com and the history. */
    public Text cancelReason(JsonNode json) {
        return new Text(text(json, "reason").filter(reason -> !reason.isBlank()).orElse("cancelled by the customer"));
    }

    /** Why an operator forgives a no-show, for the history. */
    public Text forgivingReason(JsonNode json) {
        return new Text(json.path("reason").asText().strip());
    }

    private Optional<Service> service(JsonNode json, List<FieldError> errors) {
        var several = json.hasNonNull("services")
                ? Optional.of(
                        json.get("services").valueStream().map(JsonNode::asText).toList())
                : Optional.<List<String>>empty();
        return RequestedServices.read(catalog, "/", text(json, "service"), several, text(json, "serviceOrder"), errors);
    }

    public static Attendee attendee(JsonNode json, RequestTimes times, List<FieldError> errors) {
        var zone = text(json, "timeZone")
                .flatMap(text -> WallClock.zone("/attendee/timeZone", text).orAddTo(errors))
                .orElse(times.zone());
        return new Attendee(
                json.path("name").asText(),
                json.path("email").asText(),
                zone.getId(),
                text(json, "language").orElse("en"),
                text(json, "phoneNumber").orElse(null));
    }

    private static Duration maxShift(JsonNode autoRebook) {
        return autoRebook.hasNonNull("maxShiftMinutes")
                ? Duration.ofMinutes(autoRebook.get("maxShiftMinutes").asLong())
                : null;
    }

    public static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Refused(Problem.meaning(List.copyOf(errors)));
        }
    }
}
