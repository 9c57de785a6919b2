package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bookings sent together")
class SandboxRaceTest {
    private static final String NINE = Salon.DAY + "T09:00:00Z";

    private static List<HttpResponse<String>> all(Stream<CompletableFuture<HttpResponse<String>>> sent) {
        return sent.toList().stream().map(CompletableFuture::join).toList();
    }

    @Test
    @DisplayName("for the very same time give one 201, and 409 for the others")
    void equal() {
        try (var salon = new Salon(SandboxSettings.of(Salon.catalog()).raceWindow(Duration.ofMillis(300)))) {
            var answers = all(IntStream.range(0, 8).mapToObj(i -> salon.createAsync(101, NINE)));

            assertThat(answers).filteredOn(a -> a.statusCode() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(a -> a.statusCode() == 409)
                    .hasSize(7)
                    .allSatisfy(a -> assertThat(a.body())
                            .isEqualTo("{\"statusCode\":409,\"message\":\"booking_conflict_error\"}"));
            assertThat(salon.sandbox.bookings()).hasSize(1);
        }
    }

    @Test
    @DisplayName("for overlapping unequal times of one host are all accepted")
    void overlapping() {
        try (var salon = new Salon(SandboxSettings.of(Salon.catalog()).raceWindow(Duration.ofMillis(300)))) {
            var answers = all(Stream.of(salon.createAsync(101, NINE), salon.createAsync(201, NINE)));

            assertThat(answers).allSatisfy(a -> assertThat(a.statusCode()).isEqualTo(201));
        }
    }

    @Test
    @DisplayName("and the one that comes later is refused with 400")
    void later() throws Exception {
        try (var salon = new Salon()) {
            assertThat(salon.create(101, NINE).statusCode()).isEqualTo(201);

            var second = salon.create(201, Salon.DAY + "T08:30:00Z");
            assertThat(second.statusCode()).isEqualTo(400);
            assertThat(second.body()).contains("User either already has booking at this time or is not available");
            assertThat(salon.create(102, NINE).statusCode())
                    .as("another host is free")
                    .isEqualTo(201);
        }
    }
}
