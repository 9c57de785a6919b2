package dev.interlude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.http.Operation;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
    private static final int DAYS = 20;

    private static Sandbox sandbox;
    private static AtCalcom calcom;
    private static ServerProcess server;
    private static Upstream caller;
    private static Books books;
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
                        Map.of("INTERLUDE_CALCOM_ACCOUNTS_SALON_BURST", "100000"))
                .awaitReady();
        caller = new Upstream(URI.create(server.url()).getPort());
        books = new Books(JdbcClient.create(TestDatabase.another("performance")));
        people = Executors.newFixedThreadPool(50);
        var subscriber = Wishes.object().put("subscriberUrl", server.url() + "/webhooks/calcom");
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
        assertThat(run.share(200)).isGreaterThanOrEqualTo(0.95);
        assertThat(run.perSecond()).isGreaterThan(50);
    }

    @Test
    @DisplayName("100 bookings in one request")
    void bulk_booking_creation() {
        var items = Wishes.array();
        for (int i = 0; i < 100; i++) {
            var staff = List.of("anna", "ben", "cleo", "dora", "emil").get(i % 5);
            var time = days.get(i / 50).at("%02d:%02d".formatted(9 + i % 50 / 5 / 2, i % 50 / 5 % 2 * 30));
            items.addObject().set("booking", Wishes.haircut(time, staff));
        }
        var began = System.nanoTime();
        var reply = caller.post("/api/v1/bookings/bulk", Wishes.object().set("items", items));
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
                i -> caller.book(Wishes.booking("full-treatment", days.get(i).at("09:00"))));

        run.print("20 composites of three segments at once");
        assertThat(run.share(201)).isEqualTo(1);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(60);
    }

    @Test
    @DisplayName("searches of many with bookings among them are answered from memory, and never offer what is gone")
    void cache_performance() {
        var day = days.get(0);
        assertThat(search("haircut", day).starts()).isNotEmpty();
        var before = calcom.requests(Operation.SLOTS).size();
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
        var lookups = server.metric("interlude_slots_lookups_total");
        var remembered = server.metric("interlude_slots_lookups_total", "source=\"hit\"");

        run.print("searches with one booking in 200");
        Figures.line("cache hit rate", "%.1f %%".formatted(100 * remembered / lookups));
        Figures.line("calls for free times", calcom.requests(Operation.SLOTS).size() - before);
        assertThat(remembered / lookups).isGreaterThan(0.8);

        var taken = search("haircut", days.get(8), "staff", "anna").starts().get(0);
        assertThat(caller.book(Wishes.haircut(taken, "anna")).status()).isEqualTo(201);
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
        var run = mixed(few, "ben");
        run.print("200 calls of all kinds");
        sandbox.latency(Latency.NONE);
        try {
            var own = Figures.of(few, 200, i -> search(SERVICES.get(i % 4), days.get(i % DAYS)));
            own.print("200 searches, Cal.com taking no time");
        } finally {
            sandbox.latency(Latency.of(PROFILE, SEED));
            few.shutdown();
        }
        assertThat(run.failed()).isZero();
        assertThat(run.millis(50)).isLessThan(200);
        assertThat(run.millis(90)).isLessThan(500);
        assertThat(run.millis(99)).isLessThan(1_000);
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
                var booked = caller.book(Wishes.haircut(days.get(i / 10).at("09:00"), staff));
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
            var reply = caller.book(Wishes.booking(one(SERVICES, chance), time));
            if (reply.status() < 300) {
                ids.add(reply.id());
            }
            return reply;
        }
        var id = one(ids, chance);
        return kind < 9 ? caller.move(id, Wishes.to(time)) : caller.cancel(id);
    }

    private static Reply search(String service, Day day, String... more) {
        return caller.offers(service, day, more);
    }

    private static Reply book(String service, Reply offers) {
        var offer = offers.json().at("/offers/0");
        ObjectNode wish = Wishes.booking(service, offer.path("start").asText());
        wish.set("segments", offer.path("segments"));
        return caller.book(wish);
    }

    private static synchronized <T> T one(List<T> all, Random chance) {
        return all.get(chance.nextInt(all.size()));
    }
}
