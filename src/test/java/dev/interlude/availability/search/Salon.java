package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.catalog.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The salon of {@code config/catalog.yaml}, and slots for it written as a clock in Berlin shows them. */
public final class Salon {

    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    public static final Catalog CATALOG = CatalogFile.read(Path.of("config/catalog.yaml"));

    private final Map<Long, List<Instant>> slots = new HashMap<>();

    public static Service service(String id) {
        return CATALOG.service(id).orElseThrow();
    }

    /** {@code 2026-12-07T09:00} on the clock in Berlin. */
    public static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    public static Interval between(String local, String untilLocal) {
        return new Interval(at(local), at(untilLocal));
    }

    public Salon free(long eventType, String... locals) {
        for (var local : locals) {
            slots.computeIfAbsent(eventType, id -> new ArrayList<>()).add(at(local));
        }
        return this;
    }

    /** Every 5 minutes from opening until the last start, for all event types of a service. */
    public Salon open(Service service, String local, String lastLocal) {
        for (var segment : service.segments()) {
            for (var start = at(local); !start.isAfter(at(lastLocal)); start = start.plus(Duration.ofMinutes(5))) {
                for (long id : segment.eventTypes().values()) {
                    slots.computeIfAbsent(id, none -> new ArrayList<>()).add(start);
                }
            }
        }
        return this;
    }

    public FreeSlots slots() {
        return FreeSlots.of(slots);
    }
}
