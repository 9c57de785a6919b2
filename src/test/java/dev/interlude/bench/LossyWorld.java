package dev.interlude.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.Client;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.model.Booking;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Haircuts that are booked, moved and cancelled by chance, from both sides, and what each side holds afterwards. */
public final class LossyWorld {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Map<String, Long> STAFF =
            Map.of("anna", 101L, "ben", 102L, "cleo", 103L, "dora", 104L, "emil", 105L);
    private static final int PER_DAY = 18;

    /** A time of one person. */
    private record Place(String staff, Instant start) {}

    private final Sandbox sandbox;
    private final Client interlude;
    private final Client calcom;
    private final Random random;
    private final List<Place> free = new ArrayList<>();
    private final Set<String> mine = new HashSet<>();
    private final Map<String, Integer> done = new TreeMap<>();

    /**
     * @param url of Interlude
     * @param from the first day of haircuts
     */
    public LossyWorld(Sandbox sandbox, String url, String key, LocalDate from, int days, long seed) {
        this.sandbox = sandbox;
        this.interlude = new Client(url, Map.of("Authorization", "Bearer " + key));
        this.calcom = new Client(
                sandbox.baseUrl(), Map.of("Authorization", "Bearer " + Sandbox.KEY, "cal-api-version", "2024-08-13"));
        this.random = new Random(seed);
        from.datesUntil(from.plusDays(days))
                .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
                .forEach(this::open);
        free.forEach(place -> mine.add(place.staff() + place.start()));
        java.util.Collections.shuffle(free, random);
    }

    private void open(LocalDate day) {
        for (var staff : STAFF.keySet().stream().sorted().toList()) {
            for (int half = 0; half < PER_DAY; half++) {
                free.add(new Place(
                        staff,
                        day.atTime(LocalTime.of(9, 0))
                                .plusMinutes(30L * half)
                                .atZone(BERLIN)
                                .toInstant()));
            }
        }
    }

    /** So many changes, one after the other; half of them through Interlude. */
    public Map<String, Integer> change(int changes) throws IOException {
        while (done.values().stream().mapToInt(i -> i).sum() < changes) {
            var chance = random.nextInt(100);
            var live = chance < 55 ? List.<Booking>of() : live();
            if (live.isEmpty()) {
                create(random.nextBoolean());
            } else {
                var booking = live.get(random.nextInt(live.size()));
                change(booking, chance < 80, random.nextBoolean());
            }
        }
        return done;
    }

    private void create(boolean through) throws IOException {
        var place = free.remove(free.size() - 1);
        var attendee = Map.of("name", "Lossy", "email", "lossy@example.com", "timeZone", "Europe/Berlin");
        var answer = through
                ? interlude.post(
                        "/api/v1/bookings",
                        Map.of(
                                "service",
                                "haircut",
                                "staff",
                                place.staff(),
                                "start",
                                place.start().toString(),
                                "timeZone",
                                "Europe/Berlin",
                                "attendee",
                                attendee))
                : calcom.post(
                        "/v2/bookings",
                        Map.of(
                                "eventTypeId", STAFF.get(place.staff()),
                                "start", place.start().toString(),
                                "attendee", attendee));
        count(answer, "create", through);
    }

    private void change(Booking booking, boolean move, boolean wished) throws IOException {
        // Through Interlude only what it knows; what it has not been told of, others change.
        var id = wished ? ours(booking) : null;
        var to = move ? elsewhere(booking) : null;
        var path = id == null ? "/v2/bookings/" + booking.uid : "/api/v1/bookings/" + id;
        var what = move ? "/reschedule" : "/cancel";
        var body = move
                ? Map.of("start", to.start().toString())
                : Map.of(id == null ? "cancellationReason" : "reason", "by chance");
        var answer = (id == null ? calcom : interlude).post(path + what, body);
        count(answer, move ? "move" : "cancel", id != null);
    }

    private Place elsewhere(Booking booking) {
        for (int i = free.size() - 1; i >= 0; i--) {
            if (STAFF.get(free.get(i).staff()) == booking.eventTypeId) {
                return free.remove(i);
            }
        }
        throw new IllegalStateException("no time is free any more");
    }

    private String ours(Booking booking) throws IOException {
        var from = booking.start.toString();
        var found = interlude
                .get("/api/v1/bookings?status=BOOKED&timeZone=UTC&from=" + from + "&to=" + booking.end)
                .body()
                .path("bookings");
        for (var one : found) {
            if (one.at("/segments/0/calcom/uid").asText().equals(booking.uid)) {
                return one.path("id").asText();
            }
        }
        return null;
    }

    private void count(Client.Answer answer, String what, boolean through) {
        if (answer.status() / 100 == 2) {
            done.merge(what + (through ? " through Interlude" : " in Cal.com"), 1, Integer::sum);
        }
    }

    private List<Booking> live() {
        return sandbox.bookings().stream()
                .filter(b -> b.status.isOpen() && isMine(b))
                .toList();
    }

    private boolean isMine(Booking booking) {
        return STAFF.entrySet().stream()
                .anyMatch(s -> s.getValue() == booking.eventTypeId && mine.contains(s.getKey() + booking.start));
    }

    /** What Cal.com holds: uid to person and time. */
    public Map<String, String> atCalcom() {
        return live().stream().collect(Collectors.toMap(b -> b.uid, b -> b.eventTypeId + " " + b.start + " " + b.end));
    }

    /** The same of Interlude. */
    public Map<String, String> local() throws IOException {
        var all = new HashMap<String, String>();
        var cursor = "";
        while (cursor != null) {
            var page = interlude
                    .get("/api/v1/bookings?status=BOOKED&timeZone=UTC&limit=500"
                            + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .body();
            page.path("bookings").forEach(booking -> booking.path("segments").forEach(segment -> put(all, segment)));
            cursor = page.path("nextCursor").asText(null);
        }
        return all;
    }

    private void put(Map<String, String> all, JsonNode segment) {
        var start = OffsetDateTime.parse(segment.path("start").asText()).toInstant();
        if (mine.contains(segment.path("staff").asText() + start)) {
            all.put(
                    segment.at("/calcom/uid").asText(),
                    segment.at("/calcom/eventTypeId").asLong() + " " + start + " "
                            + OffsetDateTime.parse(segment.path("end").asText()).toInstant());
        }
    }

    /** What only one side holds, or both hold otherwise. */
    public static Set<String> differences(Map<String, String> one, Map<String, String> other) {
        var uids = new HashSet<>(one.keySet());
        uids.addAll(other.keySet());
        uids.removeIf(uid -> one.containsKey(uid) && one.get(uid).equals(other.get(uid)));
        return uids;
    }
}
