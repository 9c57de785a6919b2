package dev.interlude.availability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Problem;
import dev.interlude.platform.Problem.FieldError;
import dev.interlude.platform.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what callers want to be offered and says what makes no sense about it. */
public class AvailabilityRequests {

    private final Catalog catalog;
    private final Clock clock;

    public AvailabilityRequests(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Offers begin in the future, and no sooner than the service's notice allows, whatever was asked for.
     *
     * @param query the parameters, already of the right shape
     * @throws Refused VALIDATION_FAILED, 422, naming every parameter that makes no sense
     */
    public AvailabilityWish read(JsonNode query) {
        var errors = new ArrayList<FieldError>();
        var times = AskedTimes.read(query, catalog.timeZone(), errors);
        var service = service(query, errors);
        var staff = text(query, "staff");
        service.ifPresent(s -> staff.filter(who -> !doesAll(s, who))
                .ifPresent(
                        who -> errors.add(new FieldError("?staff", who + " does not do every segment of " + s.id()))));
        var order = text(query, "order").flatMap(Order::parse).orElse(Order.EARLIEST);
        if (!errors.isEmpty()) {
            throw new Refused(Problem.meaning(List.copyOf(errors)));
        }
        var earliest = clock.instant().plusSeconds(service.orElseThrow().noticeMinutes() * 60L);
        return new AvailabilityWish(
                new OfferQuery(
                        service.get(),
                        later(times.range().orElseThrow().start(), earliest),
                        times.range().get().end(),
                        staff,
                        order,
                        query.path("limit").asInt(50),
                        query.path("all").asBoolean(false)),
                times.zone());
    }

    private Optional<Service> service(JsonNode query, List<FieldError> errors) {
        var id = query.path("service").asText();
        var service = catalog.service(id);
        if (service.isEmpty()) {
            errors.add(new FieldError(
                    "?service",
                    "is not in the catalog; write one of "
                            + String.join(", ", catalog.services().keySet())));
        }
        return service;
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
