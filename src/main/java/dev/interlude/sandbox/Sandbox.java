package dev.interlude.sandbox;

import dev.interlude.sandbox.booking.BookingPages;
import dev.interlude.sandbox.booking.BookingRules;
import dev.interlude.sandbox.booking.RaceWindow;
import dev.interlude.sandbox.fault.Faults;
import dev.interlude.sandbox.fault.Gates;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.fault.Misbehaviour;
import dev.interlude.sandbox.http.Gatekeeper;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.log.RequestLog;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.seed.CatalogSeed;
import dev.interlude.sandbox.slots.Availability;
import dev.interlude.sandbox.slots.SlotsCache;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Delivery;
import dev.interlude.sandbox.webhook.Trouble;
import dev.interlude.sandbox.wire.WireServer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Cal.com to book in without booking anything: a simulator of its API v2 over real HTTP, which remembers, refuses and
 * fails as the real one does. Its knobs are methods here and, over HTTP, the paths of {@link Admin}.
 */
public final class Sandbox implements AutoCloseable {
    /** The key that administers the staff of a catalog. */
    public static final String KEY = CatalogSeed.KEY;

    /** The key of one member of staff. */
    public static String keyOf(String staff) {
        return CatalogSeed.keyOf(staff);
    }

    private final SandboxClock clock = new SandboxClock();
    private final Faults faults = new Faults();
    private final Gates gates = new Gates();
    private final RequestLog log = new RequestLog();
    private final Misbehaviour misbehaviour = new Misbehaviour(clock, faults, gates);
    private final SandboxSettings settings;
    private final Store store;
    private final Deliveries deliveries;
    private final Gatekeeper gatekeeper;
    private final SlotsCache cache;
    private final BookingPages pages;
    private final WireServer server;

    private Sandbox(SandboxSettings settings) {
        this.settings = settings;
        misbehaviour.latency(settings.latency());
        store = new Store(settings.seed(), clock);
        deliveries = new Deliveries(store, clock);
        gatekeeper = new Gatekeeper(store, clock);
        cache = new SlotsCache(clock, settings.slotsCache());
        var race = new RaceWindow(settings.raceWindow());
        var router = Api.routes(store, clock, deliveries, race, cache);
        pages = new BookingPages(
                store, clock, new BookingRules(store, clock, new Availability(store)), race, deliveries);
        var pipeline = new Pipeline(store, clock, router, gatekeeper, misbehaviour, log);
        var admin = new Admin(this);
        server = new WireServer(settings.port(), (call, wire) -> {
            if (call.path().startsWith("/sandbox/")) {
                wire.answer(admin.answer(call));
            } else {
                pipeline.handle(call, wire);
            }
        });
    }

    public static Sandbox start(SandboxSettings settings) {
        var sandbox = new Sandbox(settings);
        try {
            sandbox.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox cannot listen on port " + settings.port(), e);
        }
        return sandbox;
    }

    /** {@code http://127.0.0.1:PORT}, without {@code /v2}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    public Faults faults() {
        return faults;
    }

    public Gates gates() {
        return gates;
    }

    public SandboxClock clock() {
        return clock;
    }

    public void latency(Latency latency) {
        misbehaviour.latency(latency);
    }

    /** The staff who are out of the administrator's reach, until the next reset. */
    public void strangers(String... staff) {
        store.strangers(Stream.of(staff)
                .map(id -> store.userNamed(id).orElseThrow().id())
                .collect(Collectors.toSet()));
    }

    /** Sets what goes wrong with webhook deliveries from now on. */
    public void webhooks(Trouble trouble) {
        deliveries.trouble(trouble);
    }

    /** Requests per minute that a key may make from now on; its counters start anew. */
    public void rateLimit(String key, RateLimit limit) {
        gatekeeper.reset();
        gatekeeper.limit(key, limit);
    }

    /** What people do on Cal.com's own pages. */
    public BookingPages pages() {
        return pages;
    }

    /** The last requests received, oldest first; those of the admin endpoints are not among them. */
    public List<Received> requests() {
        return log.all();
    }

    public void forgetRequests() {
        log.clear();
    }

    /** All rows, by id. */
    public List<Booking> bookings() {
        return store.bookings().stream().sorted(Comparator.comparing(b -> b.id)).toList();
    }

    public List<Delivery> deliveries() {
        return deliveries.log();
    }

    /** Back to the seed and the settings: no bookings, faults, log; what is held is killed, the clock runs. */
    public void reset() {
        misbehaviour.reset();
        misbehaviour.latency(settings.latency());
        server.dropSilenced();
        clock.run();
        gatekeeper.reset();
        cache.reset();
        store.reset();
        deliveries.reset();
        log.clear();
    }

    @Override
    public void close() {
        gates.killAll();
        server.close();
    }
}
