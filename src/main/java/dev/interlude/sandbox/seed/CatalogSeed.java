package dev.interlude.sandbox.seed;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.sandbox.eventtype.Defaults;
import dev.interlude.sandbox.model.ApiKey;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.sandbox.model.Schedule;
import dev.interlude.sandbox.model.Seed;
import dev.interlude.sandbox.model.User;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The account of a salon: each of its staff is a user with an event type per segment they do and a key of their own, and
 * one key administers them all.
 */
public final class CatalogSeed {
    public static final String KEY = "cal_sandbox";
    private static final int ADMIN = 1;
    private static final int FIRST_STAFF = 11;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private CatalogSeed() {}

    public static Seed of(Catalog catalog, RateLimit limit) {
        var users = new LinkedHashMap<String, User>();
        users.put("", user(ADMIN, "Salon", "salon"));
        catalog.staff()
                .values()
                .forEach(s -> users.put(s.id(), user(FIRST_STAFF + users.size() - 1, s.name(), s.id())));
        var schedules = users.values().stream().map(CatalogSeed::schedule).toList();
        var types = new LinkedHashMap<Long, EventType>();
        for (var service : catalog.services().values()) {
            for (var segment : service.segments()) {
                segment.inEachLength().forEach(each -> each.eventTypes()
                        .forEach((staff, id) ->
                                types.putIfAbsent(id, type(service, each, users.get(staff), staff, id))));
            }
        }
        var staff = new LinkedHashSet<Integer>();
        users.values().forEach(u -> staff.add(u.id()));
        var keys = new ArrayList<>(List.of(new ApiKey(KEY, KEY, ADMIN, null, List.of(limit))));
        catalog.staff().keySet().forEach(id -> {
            var key = keyOf(id);
            keys.add(new ApiKey(key, key, users.get(id).id(), null, List.of(limit)));
        });
        return new Seed(
                List.copyOf(users.values()),
                schedules,
                List.copyOf(types.values()),
                keys,
                Map.of(ADMIN, staff),
                RateLimit.perMinute(120));
    }

    /** The key of one member of staff, with the rights of that user alone. */
    public static String keyOf(String staff) {
        return KEY + "_" + staff;
    }

    private static User user(int id, String name, String username) {
        return new User(id, name, username + "@salon.example", username, BERLIN, "en", id, 24, "Monday");
    }

    private static Schedule schedule(User user) {
        var days = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY);
        var hours = new Schedule.Hours(days, LocalTime.of(9, 0), LocalTime.of(18, 0));
        return new Schedule(user.id(), user.id(), "Working hours", BERLIN, true, List.of(hours), List.of());
    }

    /** Unique for each user: other lengths of a segment say theirs. */
    private static String slug(Service service, Segment segment, User owner) {
        var usual = service.segment(segment.key()).orElseThrow().usual().minutes()
                == segment.usual().minutes();
        return service.id() + "-" + segment.key()
                + (usual ? "" : "-" + segment.usual().minutes()) + "-" + owner.username();
    }

    private static EventType type(Service service, Segment segment, User owner, String staff, long id) {
        var json = Defaults.of(id, owner)
                .put("title", service.name() + " - " + segment.name())
                .put("slug", slug(service, segment, owner))
                .put("lengthInMinutes", segment.minutes(staff))
                .put("slotInterval", 5)
                .put("minimumBookingNotice", 0);
        json.withArray("locations")
                .addObject()
                .put("type", "address")
                .put("address", "In the salon")
                .put("public", true);
        return new EventType(json);
    }
}
