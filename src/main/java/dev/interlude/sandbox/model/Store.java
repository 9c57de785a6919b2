package dev.interlude.sandbox.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The tables of the simulated server. Each write is one transaction; nothing holds two of them together. */
public final class Store {
    private static final Duration LONGEST = Duration.ofHours(36);

    private final Seed seed;
    private final SandboxClock clock;
    private final Map<String, Booking> bookings = new ConcurrentHashMap<>();
    private final Map<Integer, ConcurrentSkipListMap<Instant, Set<String>>> byHost = new ConcurrentHashMap<>();
    private final Set<String> idempotencyKeys = ConcurrentHashMap.newKeySet();
    private final Map<Long, EventType> eventTypes = new ConcurrentSkipListMap<>();
    private final Map<String, Webhook> webhooks = new ConcurrentHashMap<>();
    private final Map<String, Reservation> reservations = new ConcurrentHashMap<>();
    private final Set<Integer> strangers = ConcurrentHashMap.newKeySet();
    private final AtomicLong bookingIds = new AtomicLong();
    private final AtomicLong eventTypeIds = new AtomicLong();

    public Store(Seed seed, SandboxClock clock) {
        this.seed = seed;
        this.clock = clock;
        reset();
    }

    public synchronized void reset() {
        bookings.clear();
        byHost.clear();
        idempotencyKeys.clear();
        eventTypes.clear();
        webhooks.clear();
        reservations.clear();
        strangers.clear();
        seed.eventTypes().forEach(type -> eventTypes.put(type.id(), type));
        eventTypeIds.set(eventTypes.keySet().stream().mapToLong(id -> id).max().orElse(0));
    }

    public Seed seed() {
        return seed;
    }

    public User user(int id) {
        return seed.users().stream().filter(u -> u.id() == id).findFirst().orElseThrow();
    }

    public Optional<User> userNamed(String username) {
        return seed.users().stream().filter(u -> u.username().equals(username)).findFirst();
    }

    public Optional<User> userWithEmail(String email) {
        return seed.users().stream().filter(u -> u.email().equals(email)).findFirst();
    }

    /** The schedule an event type names, or its owner's default one. */
    public Schedule schedule(EventType type) {
        var wanted = type.setting("scheduleId").asInt(user(type.ownerId()).defaultScheduleId());
        return seed.schedules().stream()
                .filter(s -> s.id() == wanted)
                .findFirst()
                .orElseThrow();
    }

    /** Users that only they themselves may act for. */
    public void strangers(Set<Integer> userIds) {
        strangers.clear();
        strangers.addAll(userIds);
    }

    public boolean mayHandle(int userId, int ownerId) {
        return userId == ownerId
                || !strangers.contains(ownerId)
                        && seed.administers().getOrDefault(userId, Set.of()).contains(ownerId);
    }

    // bookings

    public Optional<Booking> booking(String uid) {
        return Optional.ofNullable(bookings.get(uid));
    }

    public Collection<Booking> bookings() {
        return bookings.values();
    }

    /** Bookings of a host that touch the time between, buffers not counted, in order of their start. */
    public List<Booking> ofHost(int hostId, Instant from, Instant to) {
        var starts = byHost.get(hostId);
        if (starts == null) {
            return List.of();
        }
        return starts.subMap(from.minus(LONGEST), true, to, true).values().stream()
                .flatMap(Set::stream)
                .map(bookings::get)
                .filter(b -> b != null && !b.end.isBefore(from))
                .toList();
    }

    /** Stores a new row; an accepted one with the very start, end and host of another is a {@link UniqueViolation}. */
    public synchronized Booking insert(Booking row) {
        if (row.status == BookingStatus.ACCEPTED) {
            row.idempotencyKey = row.start + "." + row.end + "." + row.host.id();
            if (!idempotencyKeys.add(row.idempotencyKey)) {
                throw new UniqueViolation();
            }
        }
        row.id = bookingIds.incrementAndGet();
        bookings.put(row.uid, row);
        index(row);
        return row;
    }

    public synchronized Booking change(String uid, Consumer<Booking> edit) {
        return change(uid, edit, clock.now());
    }

    /** Changes the seats of a booking: they have a table of their own, so the booking does not count as updated. */
    public synchronized Booking changeSeats(String uid, Consumer<Booking> edit) {
        return change(uid, edit, bookings.get(uid).updatedAt);
    }

    private Booking change(String uid, Consumer<Booking> edit, Instant updatedAt) {
        if (!bookings.containsKey(uid)) {
            throw new IllegalStateException("booking " + uid + " went away, probably by a reset");
        }
        var row = bookings.get(uid).copy();
        edit.accept(row);
        row.updatedAt = updatedAt;
        if (!row.status.isOpen() && row.idempotencyKey != null) {
            idempotencyKeys.remove(row.idempotencyKey);
            row.idempotencyKey = null;
        }
        var before = bookings.put(uid, row);
        if (!before.start.equals(row.start)) {
            byHost.get(row.host.id()).get(before.start).remove(uid);
            index(row);
        }
        return row;
    }

    private void index(Booking row) {
        byHost.computeIfAbsent(row.host.id(), id -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(row.start, at -> ConcurrentHashMap.newKeySet())
                .add(row.uid);
    }

    /** Cancels the old row and stores the new one, both or neither. */
    public synchronized Booking replace(String oldUid, Booking row) {
        var before = bookings.get(oldUid);
        change(oldUid, old -> {
            old.status = BookingStatus.CANCELLED;
            old.toUid = row.uid;
            old.rescheduledBy = row.rescheduledBy;
        });
        try {
            return insert(row);
        } catch (UniqueViolation e) {
            bookings.put(oldUid, before);
            if (before.idempotencyKey != null) {
                idempotencyKeys.add(before.idempotencyKey);
            }
            throw e;
        }
    }

    // event types

    public Optional<EventType> eventType(long id) {
        return Optional.ofNullable(eventTypes.get(id));
    }

    public Collection<EventType> eventTypes() {
        return eventTypes.values();
    }

    public Optional<EventType> eventTypeBySlug(int ownerId, String slug) {
        return eventTypes.values().stream()
                .filter(t -> t.ownerId() == ownerId && t.slug().equals(slug))
                .findFirst();
    }

    public long newEventTypeId() {
        return eventTypeIds.incrementAndGet();
    }

    public void put(EventType type) {
        eventTypes.put(type.id(), type);
    }

    public void removeEventType(long id) {
        eventTypes.remove(id);
    }

    // webhooks and reservations

    public Map<String, Webhook> webhooks() {
        return webhooks;
    }

    public Map<String, Reservation> reservations() {
        reservations.values().removeIf(r -> !r.until().isAfter(clock.now()));
        return reservations;
    }

    /** A row that exists already. */
    public static final class UniqueViolation extends RuntimeException {
        private static final long serialVersionUID = 1;

        UniqueViolation() {
            super("unique constraint failed on idempotencyKey");
        }
    }
}
