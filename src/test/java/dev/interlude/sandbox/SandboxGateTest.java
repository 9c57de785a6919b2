package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.Gates;
import dev.interlude.sandbox.http.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A gate")
class SandboxGateTest {
    private static final String NINE = Salon.DAY + "T09:00:00Z";

    private static List<Gates.Waiting> waiting(Salon salon) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !salon.sandbox.gates().waiting().isEmpty());
        return salon.sandbox.gates().waiting();
    }

    @Test
    @DisplayName("holds a request before the work until it is released, longer than a connection may be idle")
    void release() {
        try (var salon = new Salon()) {
            salon.sandbox.faults().add(Fault.on(Operation.CREATE).gate());
            var held = salon.createAsync(101, NINE);
            var one = waiting(salon).get(0);

            assertThat(one.worked()).isFalse();
            assertThat(one.eventTypeId()).isEqualTo(101);
            await().during(Duration.ofMillis(6500))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> !held.isDone());
            assertThat(salon.sandbox.bookings()).isEmpty();

            salon.sandbox.gates().release(one.id());
            assertThat(held.join().statusCode()).isEqualTo(201);
            assertThat(salon.sandbox.gates().waiting()).isEmpty();
        }
    }

    @Test
    @DisplayName("kills a held request without doing its work")
    void kill() {
        try (var salon = new Salon()) {
            salon.sandbox.faults().add(Fault.on(Operation.CREATE).gate());
            var held = salon.createAsync(101, NINE);
            waiting(salon);
            salon.sandbox.gates().killAll();

            assertThatThrownBy(held::join).hasCauseInstanceOf(IOException.class);
            assertThat(salon.sandbox.bookings()).isEmpty();
        }
    }

    @Test
    @DisplayName("after the work holds the answer only")
    void afterWork() {
        try (var salon = new Salon()) {
            salon.sandbox.faults().add(Fault.on(Operation.CREATE).gateAfterWork());
            var held = salon.createAsync(101, NINE);

            assertThat(waiting(salon).get(0).worked()).isTrue();
            assertThat(salon.sandbox.bookings()).hasSize(1);
            assertThat(held).isNotDone();
            salon.sandbox.gates().releaseAll();
            assertThat(held.join().statusCode()).isEqualTo(201);
        }
    }
}
