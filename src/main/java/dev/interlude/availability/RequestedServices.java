package dev.interlude.availability;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Visits;
import dev.interlude.platform.problems.Problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads what is requested: one service, or several in one visit. */
public final class RequestedServices {

    private RequestedServices() {}

    /**
     * @param place of members: {@code ?} or {@code /}
     * @param one id of a service, or of a visit in one arrangement
     * @param several ids of the services of a visit
     * @param order {@code any}: a later service may come first
     */
    public static Optional<Service> read(
            Catalog catalog,
            String place,
            Optional<String> one,
            Optional<List<String>> several,
            Optional<String> order,
            List<FieldError> errors) {
        if (several.isEmpty()) {
            if (order.isPresent()) {
                errors.add(new FieldError(place + "serviceOrder", "is for `services`; leave it out"));
            }
            return one(catalog, place + "service", one.orElse(""), errors);
        }
        if (one.isPresent()) {
            errors.add(new FieldError(place + "service", "stands beside `services`; leave one out"));
            return Optional.empty();
        }
        var ids = new LinkedHashSet<>(several.get());
        if (ids.size() < several.get().size()) {
            errors.add(new FieldError(place + "services", "names a service twice; name each once"));
            return Optional.empty();
        }
        var services = new ArrayList<Service>();
        for (var id : ids) {
            one(catalog, place + "services", id, errors).ifPresent(services::add);
        }
        return services.size() == ids.size() ? together(catalog, place, services, order, errors) : Optional.empty();
    }

    private static Optional<Service> together(
            Catalog catalog, String place, List<Service> services, Optional<String> order, List<FieldError> errors) {
        if (services.size() == 1) {
            return Optional.of(services.get(0));
        }
        if (services.size() > Visits.MOST_SERVICES || services.stream().anyMatch(s -> s.visit() != null)) {
            errors.add(new FieldError(
                    place + "services",
                    "can be up to %d services of the catalog; book the others apart".formatted(Visits.MOST_SERVICES)));
            return Optional.empty();
        }
        if (services.stream().map(Service::account).distinct().count() > 1) {
            errors.add(new FieldError(
                    place + "services", "are of different Cal.com accounts; book them apart, with `linkedTo`"));
            return Optional.empty();
        }
        return Optional.of(catalog.visit(services, order.filter("any"::equals).isPresent()));
    }

    private static Optional<Service> one(Catalog catalog, String pointer, String id, List<FieldError> errors) {
        var service = catalog.service(id);
        if (service.isEmpty()) {
            var known = String.join(", ", catalog.services().keySet());
            errors.add(new FieldError(pointer, "is not in the catalog; write one of " + known));
        }
        return service;
    }
}
