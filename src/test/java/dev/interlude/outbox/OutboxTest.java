package dev.interlude.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.platform.Announcements;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.RequestBodies;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("integration")
@DisplayName("What upstream systems are told")
class OutboxTest extends AcceptanceTest {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private BookingListener news;

    @Autowired
    private Announcements announcements;

    @Test
    @DisplayName("is every change of a booking they have seen as booked, once")
    void changes() {
        var id = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        caller.move(id, RequestBodies.to(day.at("11:00")));
        caller.cancel(id);
        caller.cancel(id);
        books.awaitStatus(id, "CANCELLED");

        assertThat(told(id)).containsExactly("booking.created", "booking.rescheduled", "booking.cancelled");
    }

    @Test
    @DisplayName("is nothing of a booking that came to nothing, nor of a move that did")
    void nothing() {
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(212).refuse(Refusal.slotTaken()));
        var refused = caller.book(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        var undone = books.bookingsOn(day).get(0);
        books.awaitStatus(undone, "COMPENSATED");

        var id = caller.booked(RequestBodies.haircut(day.at("14:00"), "anna")).id();
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).refuse(Refusal.slotTaken()));
        assertThat(caller.move(id, RequestBodies.to(day.at("15:00"))).status()).isEqualTo(409);
        books.awaitNoOpenSaga();

        assertThat(told(undone)).isEmpty();
        assertThat(told(id)).containsExactly("booking.created");
    }

    @Test
    @DisplayName("stands or falls with the change it tells of, and cannot be written without one")
    void sameTransaction() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "cleo")).id();
        var subject = "run-" + UUID.randomUUID();

        transaction.executeWithoutResult(change -> {
            news.tell(UUID.fromString(id), BookingEvent.NO_SHOW);
            announcements.announce("sync.drift_found", subject, Map.of("kind", "time"));
            assertThat(told(subject)).hasSize(1);
            change.setRollbackOnly();
        });
        assertThat(told(id)).containsExactly("booking.created");
        assertThat(told(subject)).isEmpty();

        transaction.executeWithoutResult(
                change -> announcements.announce("sync.drift_found", subject, Map.of("kind", "time")));
        assertThat(told(subject)).containsExactly("sync.drift_found");
        assertThatThrownBy(() -> news.tell(UUID.fromString(id), BookingEvent.NO_SHOW))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        change -> announcements.announce("sync.nonsense", subject, Map.of())))
                .hasMessageContaining("sync.nonsense");
    }

    /** The types of all events about one subject, as they were written. */
    private List<String> told(String subject) {
        return jdbc.sql("select type from event where subject = :subject order by seq")
                .param("subject", subject)
                .query(String.class)
                .list();
    }
}
