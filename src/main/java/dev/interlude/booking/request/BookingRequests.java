package dev.interlude.booking.request;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.WallClock;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.booking.Cancellation;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Text;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and validates booking requests, before anything is looked up or stored. */
public class BookingRequests {

    public static final Duration BEGUN_BEFORE_LIMIT = Duration.ofSeconds(2);

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
        var times = new RequestTimes(json, catalog.timeZone(), errors);
        var service = service(json, errors);
        var start = times.start(clock.instant());
        var requested = times.segments();
        var attendee = attendee(json.get("attendee"), times, errors);
        if (errors.isEmpty()) {
            service.ifPresent(
                    s -> errors.addAll(PlanRequestCheck.check(s, start.orElseThrow(), text(json, "staff"), requested)));
            service.flatMap(s -> horizon.beyond("/start", s, start.orElseThrow()))
                    .ifPresent(errors::add);
            service.filter(s -> overrideReason == null)
                    .filter(s -> start.get().isBefore(clock.instant().plusSeconds(s.noticeMinutes() * 60L)))
                    .ifPresent(s -> errors.add(new FieldError(
                            "/start", "must be at least " + s.noticeMinutes() + " minutes from now for this service")));
        }
        refuse(errors);
        return new BookingRequest(
                request,
                new PlanRequest(service.orElseThrow(), start.orElseThrow(), text(json, "staff"), requested),
                times.zone(),
                attendee,
                text(json, "notes").orElse(""),
                json.hasNonNull("metadata") ? json.get("metadata") : JsonNodeFactory.instance.objectNode(),
                text(json, "linkedTo").map(UUID::fromString).orElse(null),
                // Not part of the contract: callers cannot set it.
                text(json, "seriesId").map(UUID::fromString).orElse(null),
                caller.name(),
                clock.instant().plus(answerLimit).minus(BEGUN_BEFORE_LIMIT),
                new BookingOptions(overrideReason, maxShift(json.path("autoRebook")), start.get(), List.of()));
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

    private Optional<Service> service(JsonNode json, List<FieldError> errors) {
        var service = catalog.service(json.path("service").asText());
        if (service.isEmpty()) {
            errors.add(new FieldError(
                    "/service",
                    "is not in the catalog; write one of "
                            + String.join(", ", catalog.services().keySet())));
        }
        return service;
    }

    private static Attendee attendee(JsonNode json, RequestTimes times, List<FieldError> errors) {
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
