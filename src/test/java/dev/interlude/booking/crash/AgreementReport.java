package dev.interlude.booking.crash;

import static java.util.stream.Collectors.groupingBy;
import static org.awaitility.Awaitility.await;

import dev.interlude.platform.Instants;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.model.Booking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Both sides of every booking, ours and Cal.com's; says in sentences where they do not agree. */
public final class AgreementReport {

    private static final Set<String> ALIVE = Set.of("BOOKED", "PENDING");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> UNDECIDED = Set.of("BOOKING", "RESCHEDULING", "CANCEL_PENDING", "COMPENSATING");

    private final Sandbox calcom;
    private final JdbcClient jdbc;

    AgreementReport(Sandbox calcom, JdbcClient jdbc) {
        this.calcom = calcom;
        this.jdbc = jdbc;
    }

    record Segment(UUID id, int position, String staff, Instant start, Instant end, String status, String uid) {}

    record Kept(String staff, Instant start, Instant end) {}

    /** All segments but that of one event type are booked in Cal.com; here that is not stored before all have been answered. */
    void awaitOthersMade(UUID booking, long eventType) {
        await("all segments but one booked in Cal.com")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> calcom.bookings().stream()
                                .filter(b -> b.metadata
                                        .path("interludeBooking")
                                        .asText()
                                        .equals(booking.toString()))
                                .filter(b -> b.eventTypeId != eventType)
                                .count()
                        == segments(booking).size() - 1);
    }

    UUID bookingOf(String email) {
        return jdbc.sql("select id from booking where attendee_email = :email order by created_at desc limit 1")
                .param("email", email)
                .query(UUID.class)
                .single();
    }

    List<UUID> bookingsOf(String email) {
        return jdbc.sql("select id from booking where attendee_email = :email order by created_at")
                .param("email", email)
                .query(UUID.class)
                .list();
    }

    String status(UUID booking) {
        return jdbc.sql("select status from booking where id = :id")
                .param("id", booking)
                .query(String.class)
                .single();
    }

    UUID saga(UUID booking) {
        return jdbc.sql("select saga from booking where id = :id")
                .param("id", booking)
                .query(UUID.class)
                .single();
    }

    Instant start(UUID booking) {
        return jdbc.sql("select start_at from booking where id = :id")
                .param("id", booking)
                .query((row, n) -> Instants.read(row, "start_at"))
                .single();
    }

    List<Segment> segments(UUID booking) {
        return jdbc.sql("select * from segment where booking = :id and current order by position")
                .param("id", booking)
                .query((row, n) -> new Segment(
                        row.getObject("id", UUID.class),
                        row.getInt("position"),
                        row.getString("staff"),
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at"),
                        row.getString("status"),
                        row.getString("calcom_uid")))
                .list();
    }

    /** The booking is decided and the saga that decided it has nothing left to do. */
    boolean atRest(UUID booking) {
        return jdbc.sql(
                                """
                select count(*) from booking b left join saga s on s.id = b.saga
                where b.id = :id and b.status not in (:undecided) and (s.id is null or s.ended_at is not null)
                """)
                        .param("id", booking)
                        .param("undecided", UNDECIDED)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** What is wrong with one booking at rest; empty: it is whole or gone, once, and both sides agree. */
    List<String> wrongsOf(UUID booking) {
        var wrongs = new ArrayList<String>();
        var status = status(booking);
        var segments = segments(booking);
        var alive = segments.stream().filter(s -> ALIVE.contains(s.status)).toList();
        if (!alive.isEmpty() && alive.size() < segments.size()) {
            wrongs.add("some segments are alive, others are not: " + segments);
        }
        if (ALIVE.contains(status) == alive.isEmpty()) {
            wrongs.add("it is " + status + " with segments " + segments);
        }
        if (!alive.isEmpty() && !start(booking).equals(segments.get(0).start)) {
            wrongs.add("it says " + start(booking) + ", its first segment " + segments.get(0).start);
        }
        var there = aliveAtCalcom().stream()
                .filter(b -> b.metadata.path("interludeBooking").asText().equals(booking.toString()))
                .toList();
        if (there.size() != alive.size()) {
            wrongs.add(alive.size() + " segments are alive here, " + there.size() + " in Cal.com: "
                    + there.stream().map(b -> b.eventTypeId + " at " + b.start).toList());
        }
        alive.forEach(segment -> wrongs.addAll(wrongsOf(segment)));
        var held = holdsOf(booking);
        var expected =
                alive.stream().map(s -> new Kept(s.staff, s.start, s.end)).collect(Collectors.toSet());
        if (!held.equals(expected)) {
            wrongs.add("it holds " + held + " and should hold " + expected);
        }
        wrongs.addAll(unfinished(booking));
        return wrongs;
    }

    /** What is wrong over all: sagas still open, anything of ours alive in Cal.com that we do not know, two customers at a time. */
    List<String> wrongs() {
        var wrongs = new ArrayList<String>();
        jdbc.sql("select id from saga where ended_at is null")
                .query(UUID.class)
                .list()
                .forEach(id -> wrongs.add("saga " + id + " is still open"));
        var known = Set.copyOf(jdbc.sql("select calcom_uid from segment where status in ('BOOKED', 'PENDING')")
                .query(String.class)
                .list());
        aliveAtCalcom().stream()
                .filter(b -> b.metadata.has("interludeSegment") && !known.contains(b.uid))
                .forEach(b -> wrongs.add(
                        "orphan in Cal.com: " + b.uid + " at " + b.start + " of event type " + b.eventTypeId));
        overlapsAtCalcom().forEach(overlap -> wrongs.add("two at a time: " + overlap));
        return wrongs;
    }

    /** Pairs of live bookings of one host that overlap. */
    List<String> overlapsAtCalcom() {
        var overlaps = new ArrayList<String>();
        aliveAtCalcom().stream().collect(groupingBy(b -> b.host.username())).forEach((host, its) -> {
            for (var a : its) {
                for (var b : its) {
                    if (a.id < b.id && a.start.isBefore(b.end) && b.start.isBefore(a.end)) {
                        overlaps.add(host + " from " + a.start + " to " + a.end + " and " + b.start + " to " + b.end);
                    }
                }
            }
        });
        return overlaps;
    }

    private List<String> wrongsOf(Segment segment) {
        var its = calcom.bookings().stream()
                .filter(b -> b.status.isOpen())
                .filter(b -> b.metadata.path("interludeSegment").asText().equals(segment.id.toString()))
                .toList();
        if (its.size() != 1) {
            return List.of("segment " + segment.position + " is alive " + its.size() + " times in Cal.com");
        }
        var there = its.get(0);
        return there.uid.equals(segment.uid)
                        && there.start.equals(segment.start)
                        && there.end.equals(segment.end)
                        && there.host.username().equals(segment.staff)
                ? List.of()
                : List.of("here it is " + segment + ", in Cal.com " + there.uid + " of " + there.host.username()
                        + " at " + there.start);
    }

    private Set<Kept> holdsOf(UUID booking) {
        return Set.copyOf(
                jdbc.sql("select staff, lower(during) held_from, upper(during) held_to from hold where booking = :id")
                        .param("id", booking)
                        .query((row, n) -> new Kept(
                                row.getString("staff"), Instants.read(row, "held_from"), Instants.read(row, "held_to")))
                        .list());
    }

    private Collection<String> unfinished(UUID booking) {
        return jdbc.sql(
                        """
                select 'a move is ' || status from segment_move
                where booking = :id and status in ('PLANNED', 'MOVED', 'MOVING_BACK')
                union all
                select 'step ' || step.seq || ' of its saga is ' || step.state
                from booking b join saga s on s.id = b.saga join saga_step step on step.saga = s.id
                where b.id = :id and s.state = 'COMPENSATED' and step.state <> 'DONE'
                """)
                .param("id", booking)
                .query(String.class)
                .list();
    }

    private List<Booking> aliveAtCalcom() {
        return calcom.bookings().stream().filter(b -> b.status.isOpen()).toList();
    }
}
