package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toSet;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingNews;
import dev.interlude.booking.Erasure;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Erasing;
import dev.interlude.platform.Erasing.Kept;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Person;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import dev.interlude.platform.Text;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Erases a person here: from all rooms in one transaction, or from none. What is counted stays the same. */
public class ErasureLedger {

    private static final int NAMED = 10;

    private static final String THEIRS =
            """
            select id, series, lower(attendee_email) as address, status,
                status in ('BOOKING', 'RESCHEDULING', 'CANCEL_PENDING', 'COMPENSATING')
                or status in ('BOOKED', 'PENDING') and end_at > :now as awaited
            from booking where erased_at is null and id in (
                select id from booking where lower(attendee_email) = :email
                union select booking from former_attendee where email = :email)
            order by id for update
            """;

    private static final String FORMER = "select email from former_attendee where booking in (:bookings)";

    private static final String UIDS =
            """
            select calcom_uid from segment where booking in (:bookings) and calcom_uid is not null
            union select f.calcom_uid from former_uid f join segment s on s.id = f.segment where s.booking in (:bookings)
            union select unnest(array[from_uid, to_uid]) from segment_move where booking in (:bookings)
            """;

    private final JdbcClient jdbc;
    private final ErasedBookings rows;
    private final List<Erasing> rooms;
    private final BookingNews news;
    private final Ids ids;
    private final Clock clock;

    public ErasureLedger(
            JdbcClient jdbc, ErasedBookings rows, List<Erasing> rooms, BookingNews news, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.rooms = rooms;
        this.news = news;
        this.ids = ids;
        this.clock = clock;
    }

    private record Theirs(UUID id, UUID series, String address, String status, boolean awaited) {}

    /**
     * @param email in lower case
     * @throws Refused while somebody waits for them
     */
    @Transactional
    public Erasure erase(Text email, Caller caller) {
        var theirs = jdbc.sql(THEIRS)
                .param("email", email.toString())
                .param("now", sql(clock.instant()))
                .query(Theirs.class)
                .list();
        var person = person(email, theirs);
        requireNothingToCome(person, theirs);
        rows.erase(person, caller.name());
        var found = rooms.stream().collect(groupingBy(Erasing::kept, summingInt(room -> room.erase(person))));
        theirs.stream()
                .filter(b -> !b.status().equals("COMPENSATED"))
                .forEach(b -> news.tell(b.id(), BookingEvent.ERASED));
        var erasure = new Erasure(
                theirs.size(),
                found.getOrDefault(Kept.DELIVERIES, 0),
                found.getOrDefault(Kept.EVENTS, 0),
                found.getOrDefault(Kept.ANSWERS, 0));
        if (!erasure.isNothing()) {
            note(erasure, caller.name());
        }
        return erasure;
    }

    private void requireNothingToCome(Person person, List<Theirs> theirs) {
        var awaited = theirs.stream().filter(Theirs::awaited).toList();
        if (!awaited.isEmpty()) {
            throw Refused.because(
                    ProblemCode.UPCOMING_BOOKINGS,
                    "Cancel these first, or wait until they are over: "
                            + awaited.stream()
                                    .limit(NAMED)
                                    .map(b -> b.id().toString())
                                    .collect(joining(", "))
                            + (awaited.size() > NAMED ? " and more" : ""));
        }
        if (rows.isAboutToBeBooked(person)) {
            throw Refused.because(ProblemCode.UPCOMING_BOOKINGS, "A bulk is just booking for them; ask again later");
        }
    }

    private Person person(Text email, List<Theirs> theirs) {
        var bookings = theirs.stream().map(Theirs::id).collect(toSet());
        var subjects = theirs.stream()
                .flatMap(b -> Stream.of(b.id(), b.series()))
                .filter(id -> id != null)
                .map(UUID::toString)
                .collect(toSet());
        var addresses = texts(FORMER, bookings);
        addresses.add(email.toString());
        theirs.forEach(b -> addresses.add(b.address()));
        addresses.remove("");
        return new Person(email.toString(), addresses, bookings, subjects, texts(UIDS, bookings));
    }

    private Set<String> texts(String query, Set<UUID> bookings) {
        var found = new HashSet<String>();
        if (!bookings.isEmpty()) {
            found.addAll(jdbc.sql(query)
                    .param("bookings", bookings)
                    .query(String.class)
                    .list());
            found.remove(null);
        }
        return found;
    }

    /** Of the person, nothing. */
    private void note(Erasure erasure, String by) {
        jdbc.sql(
                        """
                insert into erasure (id, at, by, bookings, deliveries, events, answers)
                values (:id, :now, :by, :bookings, :deliveries, :events, :answers)
                """)
                .param("id", ids.next())
                .param("now", sql(clock.instant()))
                .param("by", by)
                .param("bookings", erasure.bookings())
                .param("deliveries", erasure.deliveries())
                .param("events", erasure.events())
                .param("answers", erasure.answers())
                .update();
    }
}
