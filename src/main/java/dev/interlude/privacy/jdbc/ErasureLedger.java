package dev.interlude.privacy.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingInt;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.jdbc.ErasedBookings;
import dev.interlude.booking.jdbc.ErasedBookings.Theirs;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Text;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import dev.interlude.platform.personal.PersonEraser.Kept;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.privacy.Erasure;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Erases a person from all rooms in one transaction, or from none. Counts stay the same. */
public class ErasureLedger {

    private static final int NAMED = 10;

    private final JdbcClient jdbc;
    private final ErasedBookings rows;
    private final List<PersonEraser> rooms;
    private final BookingListener listener;
    private final Ids ids;
    private final Clock clock;

    public ErasureLedger(
            JdbcClient jdbc,
            ErasedBookings rows,
            List<PersonEraser> rooms,
            BookingListener listener,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.rooms = rooms;
        this.listener = listener;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param email in lower case
     * @throws Refused while they have bookings to come
     */
    @Transactional
    public Erasure erase(Text email, Caller caller) {
        var theirs = rows.of(email);
        var person = rows.person(email, theirs);
        requireNothingToCome(person, theirs);
        rows.erase(person, caller.name());
        var found = rooms.stream().collect(groupingBy(PersonEraser::kept, summingInt(room -> room.erase(person))));
        theirs.stream()
                .filter(b -> !b.status().equals("COMPENSATED"))
                .forEach(b -> listener.tell(b.id(), BookingEvent.ERASED));
        var erasure = new Erasure(
                theirs.size(),
                found.getOrDefault(Kept.HOLDS, 0),
                found.getOrDefault(Kept.WAITLIST, 0),
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
        if (rooms.stream().anyMatch(room -> room.isBookingFor(person))) {
            throw Refused.because(ProblemCode.UPCOMING_BOOKINGS, "A bulk is just booking for them; ask again later");
        }
    }

    private void note(Erasure erasure, String by) {
        jdbc.sql(
                        """
                insert into erasure (id, at, by, bookings, holds, waitlist, deliveries, events, answers)
                values (:id, :now, :by, :bookings, :holds, :waitlist, :deliveries, :events, :answers)
                """)
                .param("id", ids.next())
                .param("now", sql(clock.instant()))
                .param("by", by)
                .param("bookings", erasure.bookings())
                .param("holds", erasure.holds())
                .param("waitlist", erasure.waitlist())
                .param("deliveries", erasure.deliveries())
                .param("events", erasure.events())
                .param("answers", erasure.answers())
                .update();
    }
}
