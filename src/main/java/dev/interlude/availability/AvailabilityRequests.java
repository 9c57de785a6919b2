package dev.interlude.availability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and validates searches. */
public class AvailabilityRequests {

    private final Catalog catalog;
    private final Clock clock;
    private final Horizon horizon;

    public AvailabilityRequests(Catalog catalog, Clock clock, Horizon horizon) {
        this.catalog = catalog;
        this.clock = clock;
        this.horizon = horizon;
    }

    /**
     * Offers begin in the future, and no sooner than the service's notice allows, whatever was requested.
     *
     * @param query the parameters, already of the right shape
     * @throws Refused VALIDATION_FAILED, 422, naming every parameter that makes no sense
     */
    public AvailabilityRequest read(JsonNode query) {
        var errors = new ArrayList<FieldError>();
        var times = RequestedTimes.read(query, catalog.timeZone(), errors);
        var service = service(query, errors);
        var staff = text(query, "staff");
        service.ifPresent(s -> staff.filter(who -> !doesAll(s, who))
                .ifPresent(
                        who -> errors.add(new FieldError("?staff", who + " does not do every segment of " + s.id()))));
        if (errors.isEmpty() && service.isPresent()) {
            var from = times.range().orElseThrow().start();
            errors.addAll(impossible(service.get(), from, staff));
            horizon.beyond("?from", service.get(), from).ifPresent(errors::add);
        }
        var order = text(query, "order").flatMap(Order::parse).orElse(Order.EARLIEST);
        if (!errors.isEmpty()) {
            throw new Refused(Problem.meaning(List.copyOf(errors)));
        }
        var earliest = clock.instant().plusSeconds(service.orElseThrow().noticeMinutes() * 60L);
        return new AvailabilityRequest(
                new OfferQuery(
                                service.get(),
                                later(times.range().orElseThrow().start(), earliest),
                                times.range().get().end(),
                                staff,
                                order,
                                query.path("limit").asInt(50),
                                query.path("all").asBoolean(false))
                        .with(SlotDemand.searchWithin(wait(query))),
                times.zone());
    }

    private Optional<Service> service(JsonNode query, List<FieldError> errors) {
        if (!query.hasNonNull("service") && !query.hasNonNull("services")) {
            throw new Refused(Problem.shape(List.of(new FieldError("?service", "is missing"))));
        }
        return RequestedServices.read(
                catalog,
                "?",
                text(query, "service"),
                text(query, "services").map(ids -> List.of(ids.split(","))),
                text(query, "serviceOrder"),
                errors);
    }

    /** Everything a booking would be refused for whatever is free, with the same texts. */
    private static List<FieldError> impossible(Service service, Instant start, Optional<String> staff) {
        return PlanRequestCheck.check(service, start, staff, List.of()).stream()
                .map(error -> new FieldError(error.pointer().replaceFirst("^/", "?"), error.detail()))
                .toList();
    }

    private static Duration wait(JsonNode query) {
        return query.hasNonNull("wait") ? Duration.ofSeconds(query.get("wait").asLong()) : null;
    }

    private static boolean doesAll(Service service, String staff) {
        return service.segments().stream().allMatch(s -> s.eventTypes().containsKey(staff));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Optional<String> text(JsonNode query, String name) {
        return query.hasNonNull(name) ? Optional.of(query.get(name).asText()) : Optional.empty();
    }
}
