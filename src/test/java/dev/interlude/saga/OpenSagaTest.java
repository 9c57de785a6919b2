package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An open saga's time")
class OpenSagaTest {

    private final OpenSaga saga = new OpenSaga(SagaId.random(), Duration.ofMinutes(10));

    @Test
    @DisplayName("is what its route says, even if longer than the default; each further step can only shorten it")
    void timeout() {
        assertThat(saga.limit(Duration.ofHours(1))).isTrue();
        assertThat(saga.remaining()).isGreaterThan(Duration.ofMinutes(59));

        assertThat(saga.limit(Duration.ofHours(2))).isFalse();
        assertThat(saga.remaining()).isLessThan(Duration.ofMinutes(61));

        assertThat(saga.limit(Duration.ofMinutes(1))).isTrue();
        assertThat(saga.remaining()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    @DisplayName("cannot grow once the journal has it")
    void journaled() {
        saga.journaled();

        assertThat(saga.limit(Duration.ofHours(1))).isFalse();
        assertThat(saga.remaining()).isLessThan(Duration.ofMinutes(11));
    }
}
