package dev.interlude.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.report.Distribution;
import dev.interlude.report.Sla;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.Figures;
import dev.interlude.support.ManyBookings;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.StoredBookings;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code scripts/test/run-calcom-tests.sh --tag performance}: a server of its own and a Cal.com that is as slow as the real
 * one, by a seed. Figures are printed; what is required is what would not depend on the machine by a factor.
 */
@Tag("performance")
@DisplayName("With a Cal.com as slow as it is")
class CalcomV2PerformanceTest {

    private static final String PROFILE = "50% 50-100ms, 40% 100-300ms, 5% 300-500ms, 5% 500-1000ms";
    private static final long SEED = 7;
    private static final Catalog CATALOG = CatalogFile.read(Path.of("config/catalog.yaml"));
    private static final List<String> SERVICES = List.of("haircut", "colour-and-style", "full-treatment", "perm");
    private static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora", "emil");
    private static final int DAYS = 20;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** How a create can go wrong for a moment, before Cal.com has done it and after. */
    private static final List<Fault> FAULTS = Stream.of(Fault.on(Operation.CREATE))
            .flatMap(create -> Stream.of(
                    create.reset(),
                    create.resetAfterWork(),
                    create.silence(),
                    create.silenceAfterWork(),
                    create.serverError(500),
                    create.serverError(502),
                    create.garbage("html"),
                    create.garbageAfterWork("text"),
                    create.cutBody()))
            .toList();

    private static final String ANSWERS = "http_server_requests_seconds";
    private static final String TO_CALLERS = "uri=\"/api/";
    private static final String EFFECTS = "interlude_webhook_processing_seconds";
    private static final String LOOKUPS = "interlude_slots_lookups_total";
    private static final String HIT = "source=\"hit\"";

    /** Of the server's answers; it keeps one of webhooks by itself. */
    private static final String HISTOGRAM =
            """
            {"management.metrics.distribution.percentiles-histogram": {"http.server.requests": true}}""";

    private static Sandbox sandbox;
    private static AtCalcom calcom;
    private static ServerProcess server;
    private static Upstream caller;
    private static StoredBookings books;
    private static ExecutorService people;

    private final List<Day> days =
            IntStream.range(0, DAYS).mapToObj(i -> Day.fresh()).toList();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.of(CATALOG).latency(Latency.of(PROFILE, SEED)));
        calcom = new AtCalcom(sandbox);
        server = ServerProcess.start(
                        "performance",
                        TestDatabase.url("performance"),
                        sandbox.baseUrl(),
                        Map.of(
                                "INTERLUDE_CALCOM_ACCOUNTS_SALON_BURST",
                                "100000",
                                "INTERLUDE_CALCOM_RESPONSE_TIMEOUT",
                                "3000",
                                "INTERLUDE_CALCOM_LONGEST_CALL",
                                "20s",
                                "SPRING_APPLICATION_JSON",
                                HISTOGRAM))
                .awaitReady();
        caller = new Upstream(URI.create(server.url()).getPort());
        books = new StoredBookings(JdbcClient.create(TestDatabase.another("performance")));
        people = Executors.newFixedThreadPool(50);
        var subscriber = RequestBodies.object().put("subscriberUrl", server.url() + "/webhooks/calcom");
        var registered = caller.ask(
                "PUT",
                "/api/v1/webhook-registration",
                BodyPublishers.ofString(subscriber.toString()),
                "Content-Type",
                "application/json");
        assertThat(registered.status()).as(registered.text()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        people.shutdown();
        server.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.forgetRequests();
    }

    @AfterEach
    void endInAgreement() {
        books.awaitNoOpenSaga();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> books.requireAgreementWith(calcom));
    }

    @Test
    @DisplayName("50 people search over many event types at once")
    void concurrent_availability_queries() {
        var chance = new Random(SEED);
        var wishes = IntStream.range(0, 2_000)
                .mapToObj(i -> Map.entry(one(SERVICES, chance), one(days, chance)))
                .toList();
        var run = Figures.of(
                people,
                wishes.size(),
                i -> search(wishes.get(i).getKey(), wishes.get(i).getValue()));

        run.print("50 searching at once");
        Figures.sla(Sla.CONCURRENT_OPERATIONS, run.perSecond(), "2,000 searches by 50 clients at once");
        assertThat(run.share(200)).isGreaterThanOrEqualTo(0.95);
        assertThat(run.perSecond()).isGreaterThan(50);
    }

    @Test
    @DisplayName("100 bookings in one request")
    void bulk_booking_creation() {
        var items = RequestBodies.array();
        for (int i = 0; i < 100; i++) {
            var staff = STAFF.get(i % 5);
            var time = days.get(i / 50).at("%02d:%02d".formatted(9 + i % 50 / 5 / 2, i % 50 / 5 % 2 * 30));
            items.addObject().set("booking", RequestBodies.haircut(time, staff));
        }
        var began = System.nanoTime();
        var reply = caller.post("/api/v1/bookings/bulk", RequestBodies.object().set("items", items));
        var done = reply;
        if (reply.status() == 202) {
            var bulk = reply.header("Location");
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> caller.get(bulk).at("/state").equals("done"));
            done = caller.get(bulk);
        }
        var good =
                done.each("/results", "status").stream().filter("201"::equals).count();

        Figures.line(
                "100 bookings in one request", "%d good in %.1f s".formatted(good, (System.nanoTime() - began) / 1e9));
        assertThat(good).as(done.text()).isGreaterThanOrEqualTo(98);
        assertThat(calcom.requests(Operation.CREATE).size()).isLessThanOrEqualTo(102);
    }

    @Test
    @DisplayName("20 composites of three segments at once, each segment created once")
    void composite_booking_performance() {
        var run = Figures.of(
                people,
                20,
                i -> caller.book(
                        RequestBodies.booking("full-treatment", days.get(i).at("09:00"))));

        run.print("20 composites of three segments at once");
        assertThat(run.share(201)).isEqualTo(1);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(60);
    }

    @Test
    @DisplayName("the list of a day, a person's week and the check for overlaps take as long among a million bookings"
            + " as among 7,500")
    void database_query_performance() {
        var source = TestDatabase.another("performance_queries");
        var jdbc = JdbcClient.create(source);
        try (var apart = ServerProcess.start(
                        "performance-queries", TestDatabase.url("performance_queries"), sandbox.baseUrl(), Map.of())
                .awaitReady()) {
            var queries = new StoredQueries(new Upstream(URI.create(apart.url()).getPort()), source);
            var bookings = new ManyBookings(LocalDate.of(2023, 1, 1));
            bookings.fill(jdbc, 0, 7_500);
            var few = queries.measure("7,500 bookings", LocalDate.of(2023, 1, 5));
            bookings.fill(jdbc, 7_500, 1_000_000);
            var many = queries.measure("1,000,000 bookings", LocalDate.of(2025, 6, 2));

            assertThat(many).hasSameSizeAs(few).allSatisfy((query, p90) -> assertThat(p90)
                    .as(query + " with a million bookings, microseconds")
                    .isLessThan(5 * few.get(query) + 5_000));
        }
    }

    @Test
    @DisplayName("searches of many with bookings among them are answered from memory, and never offer what is gone")
    void cache_performance() {
        var day = days.get(0);
        assertThat(search("haircut", day).starts()).isNotEmpty();
        var before = calcom.requests(Operation.SLOTS).size();
        var lookupsBefore = server.metric(LOOKUPS);
        var hitsBefore = server.metric(LOOKUPS, HIT);
        var chance = new Random(SEED);
        var kinds = IntStream.range(0, 2_000).map(i -> chance.nextInt(200)).toArray();
        var wishes = IntStream.range(0, 2_000)
                .mapToObj(i -> Map.entry(one(SERVICES, chance), one(days.subList(0, 6), chance)))
                .toList();
        var run = Figures.of(people, wishes.size(), i -> {
            var offers = search(wishes.get(i).getKey(), wishes.get(i).getValue());
            return kinds[i] == 0 && !offers.json().path("offers").isEmpty()
                    ? book(wishes.get(i).getKey(), offers)
                    : offers;
        });
        var lookups = server.metric(LOOKUPS) - lookupsBefore;
        var hitRate = 100 * (server.metric(LOOKUPS, HIT) - hitsBefore) / lookups;

        run.print("searches with one booking in 200");
        Figures.sla(
                Sla.CACHE_HIT_RATE,
                hitRate,
                "%.0f lookups of 2,000 searches over four services and six days, one in 200 followed by a booking"
                        .formatted(lookups));
        Figures.line("calls for free times", calcom.requests(Operation.SLOTS).size() - before);
        requireMet(Sla.CACHE_HIT_RATE, hitRate);

        var taken = search("haircut", days.get(8), "staff", "anna").starts().get(0);
        assertThat(caller.book(RequestBodies.haircut(taken, "anna")).status()).isEqualTo(201);
        assertThat(search("haircut", days.get(8), "staff", "anna").starts()).doesNotContain(taken);
        var byOthers = search("haircut", days.get(8), "staff", "anna").starts().get(0);
        calcom.bookedByOthers(101, OffsetDateTime.parse(byOthers).toInstant());
        await("the webhook has taken the time from memory")
                .atMost(Duration.ofSeconds(5))
                .until(() -> !search("haircut", days.get(8), "staff", "anna")
                        .starts()
                        .contains(byOthers));
    }

    @Test
    @DisplayName("200 calls of all kinds, and what of them is our own")
    void response_time_distribution() {
        var few = Executors.newFixedThreadPool(10);
        mixed(few, "anna");
        var before = server.times(ANSWERS, TO_CALLERS);
        var run = mixed(few, "ben");
        var answers = server.times(ANSWERS, TO_CALLERS).since(before);
        run.print("200 calls of all kinds");
        Figures.times("the same by the server's own histogram", answers.distribution(run.seconds(), run.failed()));
        var how = "%d answers to 10 clients at once, Cal.com answering in %s".formatted(answers.count(), PROFILE);
        Figures.sla(Sla.RESPONSE_P50, answers.millis(50), how);
        Figures.sla(Sla.RESPONSE_P90, answers.millis(90), how);
        Figures.sla(Sla.RESPONSE_P99, answers.millis(99), how);
        sandbox.latency(Latency.NONE);
        try {
            var own = Figures.of(few, 200, i -> search(SERVICES.get(i % 4), days.get(i % DAYS)));
            own.print("200 searches, Cal.com taking no time");
        } finally {
            sandbox.latency(Latency.of(PROFILE, SEED));
            few.shutdown();
        }
        assertThat(run.failed()).isZero();
        assertThat(answers.count()).isEqualTo(200);
        assertThat(run.millis(50)).isLessThan(200);
        assertThat(run.millis(90)).isLessThan(500);
        assertThat(run.millis(99)).isLessThan(1_000);
        assertThat(answers.millis(99)).isLessThan(1_000);
    }

    @Test
    @DisplayName("five people search here and book at Cal.com, past us: each booking is known here within 500 ms")
    void webhook_processing_time() {
        effectsOf(0, 50);
        var effects = effectsOf(50, 250);

        Figures.times("receipt of a webhook to its committed effect", effects);
        Figures.sla(
                Sla.WEBHOOK_PROCESSING,
                effects.p99(),
                "%d deliveries, %.0f a second, while 5 clients searched; the server's own histogram"
                        .formatted(effects.count(), effects.perSecond()));
        requireMet(Sla.WEBHOOK_PROCESSING, effects.p99());
    }

    /** How long the effects of these bookings of others took. */
    private Distribution effectsOf(int first, int last) {
        var before = server.times(EFFECTS);
        var five = Executors.newFixedThreadPool(5);
        var booked = Figures.of(five, last - first, i -> {
            search(SERVICES.get(i % 4), days.get(i % DAYS));
            return bookedByOthers(first + i);
        });
        five.shutdown();
        assertThat(booked.failed()).isZero();
        await("every booking of the others is known here")
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.times(EFFECTS).since(before).count() >= last - first);
        return server.times(EFFECTS).since(before).distribution(booked.seconds(), 0);
    }

    @Test
    @DisplayName(
            "1,000 bookings while every 50th create at Cal.com fails in one of nine ways: few are refused, none is half done")
    void booking_success_with_faults() {
        var faults = IntStream.range(0, 20)
                .mapToLong(
                        i -> sandbox.faults().add(FAULTS.get(i % FAULTS.size()).skip(49 * (i + 1))))
                .toArray();
        var requests = IntStream.range(0, 1_000).mapToObj(this::haircut).toList();
        var run = Figures.of(people, 1_000, i -> caller.book(requests.get(i)));
        books.awaitNoOpenSaga();
        var happened =
                LongStream.of(faults).mapToInt(sandbox.faults()::happened).sum();
        sandbox.faults().clear();
        var hit = calcom.requests(Operation.CREATE).stream()
                .filter(create -> create.status() == null || create.status() != 201)
                .map(create -> create.json().at("/attendee/email").asText())
                .collect(Collectors.toSet());
        var right = IntStream.range(0, 1_000)
                .filter(i -> hit.contains(email(requests.get(i))))
                .filter(i -> endedRight(email(requests.get(i)), run.replies().get(i)))
                .count();
        var how = "1,000 bookings by 50 clients at once, %d creates met a fault".formatted(happened);

        run.print("1,000 bookings with faults");
        Figures.sla(Sla.BOOKING_SUCCESS, 100 * run.share(201), how);
        Figures.sla(
                Sla.ERROR_RECOVERY,
                100.0 * right / hit.size(),
                "%d of %d requests that met a fault".formatted(right, hit.size()));
        assertThat(happened).isEqualTo(20);
        assertThat(hit).as("requests that met a fault").hasSize(20);
        requireMet(Sla.BOOKING_SUCCESS, 100 * run.share(201));
        requireMet(Sla.ERROR_RECOVERY, 100.0 * right / hit.size());
    }

    @Test
    @DisplayName("the heap after collection stays flat over a long run")
    void memory_usage_under_load() {
        var heaps = new ArrayList<Long>();
        for (int round = 0; round < 6; round++) {
            var chance = new Random(round);
            Figures.of(people, 3_000, i -> search(one(SERVICES, chance), one(days, chance)));
            heaps.add(server.heapAfterCollection());
        }

        Figures.line("heap after each 3,000 searches, kB", heaps);
        // The first rounds load classes and fill memories that are bounded.
        assertThat(heaps.get(5)).isLessThan((long) (heaps.get(2) * 1.1));
    }

    @Test
    @DisplayName("25 people do ten things each at random on one day; nobody is booked twice, nothing is left open")
    void concurrent_user_simulation() {
        var day = days.get(0);
        var ids = new CopyOnWriteArrayList<String>();
        var users = Executors.newFixedThreadPool(25);
        var run = Figures.of(users, 250, i -> action(day, new Random(i), ids));
        users.shutdown();

        run.print("25 people, ten actions each");
        assertThat(run.replies()).extracting(Reply::status).isSubsetOf(200, 201, 202, 409);
        books.awaitNoOpenSaga();
        var live = calcom.liveOn(day);
        assertThat(live).isNotEmpty().allSatisfy(one -> assertThat(live)
                .filteredOn(other -> other.host.id() == one.host.id() && other.id != one.id)
                .noneMatch(other -> other.start.isBefore(one.end) && one.start.isBefore(other.end)));
    }

    /** Of 200 calls 20 book, 20 read a booking, the others search. */
    private Figures mixed(ExecutorService callers, String staff) {
        var ids = new CopyOnWriteArrayList<String>();
        return Figures.of(callers, 200, i -> {
            if (i % 10 == 0) {
                var booked = caller.book(RequestBodies.haircut(days.get(i / 10).at("09:00"), staff));
                ids.add(booked.id());
                return booked;
            }
            return i % 10 == 1 && !ids.isEmpty()
                    ? caller.read(ids.get(0))
                    : search(SERVICES.get(i % 4), days.get(i % DAYS));
        });
    }

    private static Reply action(Day day, Random chance, List<String> ids) {
        var time = day.at("%02d:%02d".formatted(9 + chance.nextInt(8), 15 * chance.nextInt(4)));
        var kind = chance.nextInt(10);
        if (kind < 3) {
            return search(one(SERVICES, chance), day);
        }
        if (kind < 7 || ids.isEmpty()) {
            var reply = caller.book(RequestBodies.booking(one(SERVICES, chance), time));
            if (reply.status() < 300) {
                ids.add(reply.id());
            }
            return reply;
        }
        var id = one(ids, chance);
        return kind < 9 ? caller.move(id, RequestBodies.to(time)) : caller.cancel(id);
    }

    private static void requireMet(Sla sla, double value) {
        assertThat(sla.met(value))
                .as("%s of %s, the target is %s", sla.title(), sla.text(value), sla.targetText())
                .isTrue();
    }

    /** Booked once as the caller was told, or not at all. */
    private static boolean endedRight(String email, Reply reply) {
        var atCalcom = sandbox.bookings().stream()
                .filter(booking -> booking.status.isOpen())
                .filter(booking ->
                        booking.attendees.stream().anyMatch(who -> who.email().equals(email)))
                .count();
        var here = books.bookingsOf(email).stream().map(books::status).toList();
        return reply.status() == 201
                ? atCalcom == 1 && here.equals(List.of("BOOKED"))
                : atCalcom == 0 && here.stream().allMatch("COMPENSATED"::equals);
    }

    private static String email(JsonNode request) {
        return request.at("/attendee/email").asText();
    }

    /** One of the haircuts of the days, none at the time of another. */
    private ObjectNode haircut(int i) {
        return RequestBodies.haircut(day(i).at(time(i)), STAFF.get(i % 5));
    }

    private Day day(int i) {
        return days.get(i / 90);
    }

    private static String time(int i) {
        var slot = i / 5 % 18;
        return "%02d:%02d".formatted(9 + slot / 2, slot % 2 * 30);
    }

    private Reply bookedByOthers(int i) {
        try {
            var request = AtCalcom.byOthers(sandbox, 101 + i % 5, day(i).instant(time(i)));
            var answer = HTTP.send(request, BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.headers(), answer.body(), Upstream.parsed(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply search(String service, Day day, String... more) {
        return caller.offers(service, day, more);
    }

    private static Reply book(String service, Reply offers) {
        var offer = offers.json().at("/offers/0");
        ObjectNode body = RequestBodies.booking(service, offer.path("start").asText());
        body.set("segments", offer.path("segments"));
        return caller.book(body);
    }

    private static synchronized <T> T one(List<T> all, Random chance) {
        return all.get(chance.nextInt(all.size()));
    }
}
