package dev.interlude.waitlist;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.RequestedRange;
import dev.interlude.availability.WallClock;
import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.holds.HoldSettings;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.booking.request.RequestTimes;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Visits;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Role;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import dev.interlude.waitlist.Entry.Status;
import dev.interlude.waitlist.Wanted.TimeOfDay;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads and validates requests about the waiting list. */
public class EntryRequests {

    private static final int USUAL_LIMIT = 50;

    private final Catalog catalog;
    private final Clock clock;
    private final Horizon horizon;
    private final HoldSettings holds;
    private final WaitlistSettings settings;

    public EntryRequests(Catalog catalog, Clock clock, Horizon horizon, HoldSettings holds, WaitlistSettings settings) {
        this.catalog = catalog;
        this.clock = clock;
        this.horizon = horizon;
        this.holds = holds;
        this.settings = settings;
    }

    /**
     * @param entry the id it will have
     * @throws Refused VALIDATION_FAILED, 422, naming every member that makes no sense
     */
    public EntryRequest read(JsonNode json, UUID entry, Caller caller) {
        var errors = new ArrayList<FieldError>();
        var service = service(json, errors);
        var times = new RequestTimes(json, catalog.timeZone(), errors);
        var range = RequestedRange.read(
                        "/", text(json, "from").orElse(null), text(json, "to").orElse(null), times.zone())
                .orAddTo(errors)
                .orElse(null);
        if (range != null && service != null) {
            requireToCome(range, service, errors);
        }
        var staff = staff(json, service, errors);
        var timesOfDay = timesOfDay(json, errors);
        var standsUntil = range == null ? null : standsUntil(json, times, range, errors);
        var seconds = seconds(json, errors);
        var attendee = BookingRequests.attendee(json.get("attendee"), times, errors);
        BookingRequests.refuse(errors);
        var wanted = new Wanted(
                json.path("service").asText(), times.zone(), range.start(), range.end(), days(json), timesOfDay, staff);
        return new EntryRequest(
                entry,
                caller.name(),
                wanted,
                attendee,
                text(json, "notes").orElse(""),
                json.hasNonNull("metadata") ? json.get("metadata") : JsonNodeFactory.instance.objectNode(),
                seconds,
                standsUntil);
    }

    /** @throws Refused VALIDATION_FAILED, 422, when the cursor is none of ours */
    public EntryFilter filter(JsonNode query, Caller caller) {
        var errors = new ArrayList<FieldError>();
        UUID after = null;
        try {
            after = text(query, "cursor").map(UUID::fromString).orElse(null);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("?cursor", "is not a nextCursor of ours"));
        }
        BookingRequests.refuse(errors);
        return new EntryFilter(
                caller.may(Role.ADMIN) ? null : caller.name(),
                text(query, "status").map(Status::valueOf).orElse(null),
                query.path("limit").asInt(USUAL_LIMIT),
                after);
    }

    private Service service(JsonNode json, List<FieldError> errors) {
        var id = json.path("service").asText();
        var service = catalog.services().get(id);
        if (service == null) {
            errors.add(new FieldError(
                    "/service",
                    catalog.service(id).isPresent()
                            ? "is a visit, and an entry waits for one service; add an entry for each of "
                                    + String.join(", ", Visits.services(id))
                            : "is not in the catalog; write one of "
                                    + String.join(", ", catalog.services().keySet())));
        }
        return service;
    }

    private void requireToCome(Interval range, Service service, List<FieldError> errors) {
        var earliest = clock.instant().plusSeconds(service.noticeMinutes() * 60L);
        if (!range.end().isAfter(earliest)) {
            errors.add(new FieldError(
                    "/to",
                    service.noticeMinutes() == 0
                            ? "must not be in the past"
                            : "must be more than " + service.noticeMinutes() + " minutes from now for this service"));
        }
        horizon.beyond("/from", service, range.start()).ifPresent(errors::add);
    }

    private Set<String> staff(JsonNode json, Service service, List<FieldError> errors) {
        var staff = json.path("staff")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (service != null && !staff.isEmpty()) {
            for (var segment : service.segments()) {
                if (segment.eventTypes().keySet().stream().noneMatch(staff::contains)) {
                    errors.add(new FieldError(
                            "/staff",
                            "has no one who does segment '%s' of %s; add one of %s"
                                    .formatted(
                                            segment.key(),
                                            service.id(),
                                            String.join(
                                                    ", ", segment.eventTypes().keySet()))));
                }
            }
        }
        return staff;
    }

    private static Set<DayOfWeek> days(JsonNode json) {
        return json.path("daysOfWeek")
                .valueStream()
                .map(day -> DayOfWeek.valueOf(day.asText().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<TimeOfDay> timesOfDay(JsonNode json, List<FieldError> errors) {
        var times = new ArrayList<TimeOfDay>();
        for (int i = 0; i < json.path("timesOfDay").size(); i++) {
            var one = json.path("timesOfDay").get(i);
            var time = new TimeOfDay(
                    LocalTime.parse(one.path("from").asText()),
                    LocalTime.parse(one.path("to").asText()));
            if (!time.from().isBefore(time.to())) {
                errors.add(new FieldError("/timesOfDay/" + i + "/to", "must be later than `from`"));
            }
            times.add(time);
        }
        return List.copyOf(times);
    }

    private Instant standsUntil(JsonNode json, RequestTimes times, Interval range, List<FieldError> errors) {
        var until = text(json, "standsUntil")
                .flatMap(text -> WallClock.dayOrMoment("/standsUntil", text, times.zone())
                        .orAddTo(errors))
                .orElse(range.end());
        if (!until.isAfter(clock.instant())) {
            errors.add(new FieldError("/standsUntil", "must not be in the past"));
        } else if (until.isAfter(range.end())) {
            errors.add(new FieldError("/standsUntil", "must not be later than `to`"));
        }
        return until;
    }

    private int seconds(JsonNode json, List<FieldError> errors) {
        var seconds = json.hasNonNull("offerSeconds")
                ? json.get("offerSeconds").asInt()
                : (int) settings.offerFor().toSeconds();
        var shortest = holds.shortest().toSeconds();
        var longest = holds.longest().toSeconds();
        if (json.hasNonNull("offerSeconds") && (seconds < shortest || seconds > longest)) {
            errors.add(new FieldError("/offerSeconds", "must be from %d to %d".formatted(shortest, longest)));
        }
        return seconds;
    }
}
