package dev.interlude.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.attendees.CalcomAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.booking.units.jdbc.HeldUnits;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.observed.jdbc.ForeignBookings;
import dev.interlude.observed.jdbc.LocalSegments;
import dev.interlude.observed.jdbc.ObservedRows;
import dev.interlude.platform.Ids;
import dev.interlude.support.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("Whatever the order in which Cal.com's words come")
class AnyOrderTest {

    private static final AtomicLong HOUR = new AtomicLong(24 * 365 * 60);
    private static final long ANNAS_CUT = 101;

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
    private static final Ids IDS = new Ids(Clock.systemUTC());
    private static final Catalog CATALOG = CatalogFile.read(Path.of("config/catalog.yaml"));

    private final ObservationLedger ledger = new ObservationLedger(
            new LocalSegments(jdbc),
            new ObservedRows(jdbc, Clock.systemUTC()),
            new ForeignBookings(jdbc, CATALOG, IDS, Clock.systemUTC()),
            null,
            (booking, event) -> {},
            (booking, why) -> {},
            CATALOG,
            new UnitLedger(jdbc, new HeldUnits(jdbc, CATALOG), CATALOG, Clock.systemUTC()),
            IDS,
            "direct:never");

    /** A booking that is made, moved, moved again and cancelled, each word with what Cal.com says with it, and no more. */
    private static final class Life {

        final String name = UUID.randomUUID().toString().substring(0, 8);
        final Instant start = Instant.EPOCH.plus(Duration.ofHours(HOUR.addAndGet(10)));
        final UUID segment;
        final List<ObservedBooking> words;

        Life(UUID segment) {
            this.segment = segment;
            this.words = List.of(
                    word(0, Status.ACCEPTED, null, 0, true),
                    word(1, Status.ACCEPTED, uid(0), 1, true),
                    word(2, Status.ACCEPTED, uid(1), 2, true),
                    word(2, Status.CANCELLED, null, 3, false));
        }

        String uid(int moves) {
            return name + "-" + moves;
        }

        Instant start(int moves) {
            return start.plus(Duration.ofHours(moves));
        }

        private ObservedBooking word(int moves, Status status, String from, int sequence, boolean withMetadata) {
            return sighting(moves, status, from, null, sequence, withMetadata, false);
        }

        private ObservedBooking sighting(
                int moves,
                Status status,
                String from,
                String to,
                Integer sequence,
                boolean withMetadata,
                boolean read) {
            var metadata = JsonNodeFactory.instance.objectNode();
            if (segment != null) {
                metadata.put(ObservedBooking.SEGMENT_KEY, segment.toString());
            }
            return new ObservedBooking(
                    "salon",
                    uid(moves),
                    status,
                    start(moves),
                    start(moves).plus(Duration.ofMinutes(30)),
                    ANNAS_CUT,
                    new ObservedAttendees(
                            List.of(new CalcomAttendee(
                                    new Attendee("Zoë", "zoe@example.com", "Europe/Berlin", "de", null), null, false)),
                            true),
                    null,
                    withMetadata ? metadata : null,
                    from,
                    to,
                    sequence,
                    Instant.now(),
                    null,
                    read);
        }

        /** What Cal.com shows when all of it has happened. */
        ObservedBooking shown(String uid, boolean cancelled) {
            if (uid.equals(uid(2))) {
                return sighting(2, cancelled ? Status.CANCELLED : Status.ACCEPTED, uid(1), null, null, true, true);
            }
            var moves = uid.equals(uid(0)) ? 0 : 1;
            return sighting(moves, Status.CANCELLED, moves == 0 ? null : uid(0), uid(moves + 1), null, true, true);
        }
    }

    @Test
    @DisplayName("a booking of others that was moved twice and cancelled is cancelled, each word said once or twice")
    void everyOrderOfAll() {
        orders(4).forEach(order -> live(new Life(null), order, true));
    }

    @Test
    @DisplayName("a booking of others that was moved twice stands where it was moved last")
    void everyOrderOfMoves() {
        orders(3).forEach(order -> live(new Life(null), order, false));
    }

    @Test
    @DisplayName("a booking of ours that others moved twice and cancelled is cancelled, and stays the booking it was")
    void everyOrderOfOurs() {
        orders(4).forEach(order -> live(ours(), order, true));
    }

    @Test
    @DisplayName("a booking of ours that others moved twice stands where it was moved last")
    void everyOrderOfOurMoves() {
        orders(3).forEach(order -> live(ours(), order, false));
    }

    @Test
    @DisplayName("a booking of ours that was cancelled and booked again by its old link stands at its new time")
    void everyOrderOfRebooking() {
        orders(3).forEach(order -> rebooked(ours(), order));
    }

    @Test
    @DisplayName("so does one of others")
    void everyOrderOfTheirRebooking() {
        orders(3).forEach(order -> rebooked(new Life(null), order));
    }

    private void rebooked(Life life, List<Integer> order) {
        var words = List.of(
                life.sighting(0, Status.ACCEPTED, null, null, 0, true, false),
                life.sighting(0, Status.CANCELLED, null, null, 1, false, false),
                life.sighting(1, Status.ACCEPTED, life.uid(0), null, 0, true, false));
        for (int word : order) {
            transaction.executeWithoutResult(tx -> {
                var said = words.get(word);
                if (ledger.take(said).isUndecided()) {
                    var shown = said.uid().equals(life.uid(0))
                            ? life.sighting(0, Status.CANCELLED, null, life.uid(1), null, true, true)
                            : life.sighting(1, Status.ACCEPTED, life.uid(0), null, null, true, true);
                    assertThat(ledger.take(shown).isUndecided()).isFalse();
                }
            });
        }
        assertThat(jdbc.sql(
                                """
                        select s.calcom_uid || ' ' || s.status || ' ' || b.status || ' ' || (s.id = coalesce(:segment, s.id))
                            || ' ' || (select count(*) from hold h where h.segment = s.id and h.during = tstzrange(s.start_at, s.end_at))
                        from segment s join booking b on b.id = s.booking where s.calcom_uid like :name
                        """)
                        .param("segment", life.segment, java.sql.Types.OTHER)
                        .param("name", life.name + "%")
                        .query(String.class)
                        .list())
                .as("order " + order)
                .containsExactly(life.uid(1) + " BOOKED BOOKED true 1");
    }

    @Test
    @DisplayName("any number of repeats changes nothing")
    void manyRepeats() {
        var chance = new Random(7);
        for (int i = 0; i < 30; i++) {
            var order = new ArrayList<Integer>();
            for (int copies = 0; copies < 3; copies++) {
                order.addAll(List.of(0, 1, 2, 3));
            }
            Collections.shuffle(order, chance);
            live(i % 2 == 0 ? new Life(null) : ours(), order, true);
        }
    }

    private void live(Life life, List<Integer> order, boolean cancelled) {
        for (int word : order) {
            transaction.executeWithoutResult(tx -> {
                var said = life.words.get(word);
                if (ledger.take(said).isUndecided()) {
                    assertThat(ledger.take(life.shown(said.uid(), cancelled)).isUndecided())
                            .isFalse();
                }
            });
        }
        assertThat(jdbc.sql(
                                """
                        select s.calcom_uid || ' ' || s.status || ' ' || b.status || ' '
                            || extract(epoch from s.start_at - :start) / 3600 || ' ' || extract(epoch from b.start_at - :start) / 3600
                            || ' ' || (select count(*) from hold h where h.segment = s.id and h.during = tstzrange(s.start_at, s.end_at))
                            || ' ' || (select count(*) from hold h where h.segment = s.id)
                            || ' ' || (select count(*) from former_uid f where f.segment = s.id)
                        from segment s join booking b on b.id = s.booking
                        where s.calcom_uid like :name or s.status <> 'CANCELLED' and s.start_at between :start and :start + interval '3 hours'
                        """)
                        .param("name", life.name + "%")
                        .param("start", dev.interlude.platform.Instants.sql(life.start))
                        .query(String.class)
                        .list())
                .as("order " + order)
                .containsExactly(life.uid(2)
                        + (cancelled ? " CANCELLED CANCELLED" : " BOOKED BOOKED")
                        + " 2.0000000000000000 2.0000000000000000 "
                        + (cancelled ? "0 0 2" : "1 1 2"));
        if (life.segment != null) {
            assertThat(jdbc.sql("select id from segment where calcom_uid = :uid")
                            .param("uid", life.uid(2))
                            .query(UUID.class)
                            .single())
                    .isEqualTo(life.segment);
        }
    }

    /** Each order of the words, and each with one of them said once more somewhere. */
    /** Every order, and each once more for every word said twice: the repeat comes at each place in turn. */
    private static List<List<Integer>> orders(int words) {
        var orders = new ArrayList<List<Integer>>();
        permute(new ArrayList<>(), words, orders);
        var at = 0;
        for (var order : List.copyOf(orders)) {
            for (int again = 0; again < words; again++) {
                var twice = new ArrayList<>(order);
                twice.add(at++ % (words + 1), again);
                orders.add(twice);
            }
        }
        return orders;
    }

    private static void permute(List<Integer> begun, int words, List<List<Integer>> all) {
        if (begun.size() == words) {
            all.add(List.copyOf(begun));
        }
        for (int next = 0; next < words; next++) {
            if (!begun.contains(next)) {
                begun.add(next);
                permute(begun, words, all);
                begun.remove(begun.size() - 1);
            }
        }
    }

    private Life ours() {
        var segment = UUID.randomUUID();
        var life = new Life(segment);
        jdbc.sql(
                        """
                with b as (
                    insert into booking (id, service, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                        attendee_zone, attendee_language, created_at, updated_at)
                    values (:booking, 'haircut', 'BOOKED', :start, :start + interval '30 minutes', 'Europe/Berlin', 'Zoë',
                        'zoe@example.com', 'Europe/Berlin', 'de', now(), now()) returning id),
                s as (
                    insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                        calcom_uid, planned_at)
                    select :segment, id, 0, 'cut', 'anna', :start, :start + interval '30 minutes', 'BOOKED', 'salon', 101,
                        :uid, now() from b returning id, booking)
                insert into hold (segment, booking, staff, during)
                select id, booking, 'anna', tstzrange(:start, :start + interval '30 minutes') from s
                """)
                .param("booking", UUID.randomUUID())
                .param("segment", segment)
                .param("uid", life.uid(0))
                .param("start", dev.interlude.platform.Instants.sql(life.start))
                .update();
        return life;
    }
}
