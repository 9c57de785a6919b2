package dev.interlude.ops;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.EventTypeAtCalcom;
import dev.interlude.catalog.Holder;
import dev.interlude.catalog.Segment;
import dev.interlude.observed.CalcomBookingFilter;
import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.ops.CheckedEventType.Reach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A running check of the catalog: Cal.com's answers so far. */
public class CheckRound {

    /** An event type that is not in the account's list and must be read on its own. */
    public record Unlisted(String account, long eventType) {

        public CalcomBookingFilter bookings() {
            return new CalcomBookingFilter(account, null, null, null, eventType, null, 1, 0);
        }
    }

    private final Catalog catalog;
    private final Map<Unlisted, EventTypeAtCalcom> known = new LinkedHashMap<>();
    private final Map<Unlisted, Reach> reaches = new LinkedHashMap<>();
    private final Map<String, Long> holders = new LinkedHashMap<>();
    private final Set<String> refusedKeys = new LinkedHashSet<>();

    CheckRound(Catalog catalog) {
        this.catalog = catalog;
    }

    public void holder(String key, Holder holder) {
        holders.put(key, holder.id());
    }

    /** A key whose owner could not be read. */
    public void refused(String key) {
        refusedKeys.add(key);
    }

    public void listed(String account, List<EventTypeAtCalcom> eventTypes) {
        eventTypes.forEach(type -> known.put(new Unlisted(account, type.id()), type));
    }

    /** The accounts that the catalog books at. */
    public Set<String> accounts() {
        var accounts = new LinkedHashSet<String>();
        catalog.services().values().forEach(service -> accounts.add(service.account()));
        return accounts;
    }

    /** Event types to read one by one. */
    public List<Unlisted> unlisted() {
        var all = new LinkedHashSet<Unlisted>();
        catalog.services().values().forEach(service -> service.segments().stream()
                .flatMap(Segment::inEachLength)
                .forEach(segment ->
                        segment.eventTypes().values().forEach(id -> all.add(new Unlisted(service.account(), id)))));
        all.removeAll(known.keySet());
        return List.copyOf(all);
    }

    public void read(Unlisted which, EventTypeAtCalcom eventType) {
        known.put(which, eventType);
    }

    public void missing(Unlisted which) {
        reaches.put(which, Reach.MISSING);
    }

    public void unasked(Unlisted which) {
        reaches.put(which, Reach.UNASKED);
    }

    /** @param held whether we have a booking of that event type, which the list should then show */
    public void bookings(Unlisted which, CalcomBookingPage page, boolean held) {
        reaches.put(which, !page.bookings().isEmpty() ? Reach.LISTED : held ? Reach.UNLISTED : Reach.UNCERTAIN);
    }

    CheckedCatalog result(Instant at) {
        var checked = new ArrayList<CheckedEventType>();
        catalog.services().values().forEach(service -> service.segments().stream()
                .flatMap(Segment::inEachLength)
                .forEach(segment -> segment.eventTypes().forEach((staff, id) -> {
                    var which = new Unlisted(service.account(), id);
                    var type = known.get(which);
                    var reach = type == null ? reaches.getOrDefault(which, Reach.UNASKED) : Reach.READABLE;
                    checked.add(new CheckedEventType(
                            service.account(),
                            service.id(),
                            segment.key(),
                            staff,
                            id,
                            type == null ? null : type.ownerId(),
                            reach));
                })));
        var findings = CatalogFindings.of(catalog, checked, this::at, holders, refusedKeys);
        return new CheckedCatalog(at, List.copyOf(checked), Map.copyOf(holders), findings);
    }

    private EventTypeAtCalcom at(CheckedEventType type) {
        return known.get(new Unlisted(type.account(), type.id()));
    }
}
