package dev.interlude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.webhook.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("Between both sides")
class ReconciliationTest extends AcceptanceTest {

    private static final Pattern CHANGED_SINCE = Pattern.compile("afterUpdatedAt=([^&]+)");

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nobodyTellsUs() {
        sandbox.webhooks(Trouble.losing(1, 1));
        // What other tests have left there, and the books do not know.
        synced("full");
    }

    @AfterEach
    void listenAgain() {
        sandbox.webhooks(Trouble.NONE);
    }

    @Test
    @DisplayName(
            "what is gone there is an orphan and what is unknown here a ghost, once all has been read and some time has passed")
    void orphaned_appointment_detection() {
        var cancelled = booked("09:00", "anna");
        var vanished = vanished(booked("10:00", "anna"));
        var undone = undone(booked("11:00", "anna"));
        var strangers = calcom.bookedByOthers(101, day.instant("12:00"));
        calcom.cancelledByOthers(uid(cancelled));
        withoutBreaker();
        sandbox.faults().add(Fault.on(Operation.LIST).serverError(500).forever());

        var broken = synced("full");

        assertThat(broken.at("/state")).isEqualTo("failed");
        assertThat(kinds(broken)).as("not all has been read").doesNotContain("orphan " + vanished);
        assertThat(books.status(vanished)).isEqualTo("BOOKED");
        sandbox.faults().clear();
        resetBreakers();

        var report = synced("full");
        await().untilAsserted(() -> assertThat(
                        caller.get("/api/v1/sync/runs/" + report.at("/runId")).at("/outcome/open"))
                .isEqualTo("0"));

        await().untilAsserted(() -> assertThat(books.status(vanished)).isEqualTo("CANCELLED"));
        assertThat(books.status(cancelled)).isEqualTo("CANCELLED");
        await().untilAsserted(
                        () -> assertThat(calcom.booking(uid(undone)).status).isEqualTo(BookingStatus.CANCELLED));
        assertThat(jdbc.sql("select origin from booking b join segment s on s.booking = b.id where s.calcom_uid = :uid")
                        .param("uid", strangers)
                        .query(String.class)
                        .single())
                .isEqualTo("calcom");
        assertThat(synced("full").json().at("/items")).as("nothing is left").isEmpty();
    }

    private String booked(String time, String staff) {
        return caller.booked(Wishes.haircut(day.at(time), staff)).id();
    }

    private String uid(String booking) {
        return books.segments(booking, "calcom_uid").get(0);
    }

    /** As if Cal.com had lost it: nothing there has its uid. */
    private String vanished(String booking) {
        calcom.cancelledByOthers(uid(booking));
        jdbc.sql("update segment set calcom_uid = :uid where booking = :id")
                .param("uid", "lost" + booking.replace("-", ""))
                .param("id", UUID.fromString(booking))
                .update();
        return booking;
    }

    /** As if its undoing had been forgotten. */
    private String undone(String booking) {
        var id = UUID.fromString(booking);
        jdbc.sql("update segment set status = 'RELEASED' where booking = :id")
                .param("id", id)
                .update();
        jdbc.sql("delete from hold where booking = :id").param("id", id).update();
        jdbc.sql("update booking set status = 'COMPENSATED' where id = :id")
                .param("id", id)
                .update();
        return booking;
    }

    private Reply synced(String mode, String... more) {
        var wish = Wishes.object().put("mode", mode);
        Stream.of(more).forEach(word -> wish.put(word, true));
        var begun = caller.post("/api/v1/sync", wish);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> caller.get("/api/v1/sync/runs/" + begun.at("/runId")), run -> !run.at("/state")
                        .equals("running"));
    }

    private static List<String> kinds(Reply report) {
        return report.json()
                .at("/items")
                .valueStream()
                .map(item -> item.path("kind").asText() + " "
                        + item.path("bookingId").asText())
                .toList();
    }
}
