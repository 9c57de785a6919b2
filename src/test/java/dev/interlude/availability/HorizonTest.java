package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.search.Salon;
import dev.interlude.catalog.AtCalcom;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Staffing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How far ahead a service can be booked")
class HorizonTest {

    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    private final Horizon horizon = new Horizon(Clock.fixed(NOW, ZoneOffset.UTC), 365, Salon.BERLIN);

    @Test
    @DisplayName("is usual for all, and what the catalog says for some")
    void days() {
        var haircut = Salon.service("haircut");
        var soon = new Service(
                "soon", "Soon", "salon", 0, 14, Service.NO_LIMIT, AtCalcom.DEFAULT, Staffing.FAIR, List.of());

        assertThat(horizon.of(haircut)).isEqualTo("2027-12-01T10:00:00Z");
        assertThat(horizon.beyond("/start", haircut, Instant.parse("2027-12-01T10:00:00Z")))
                .isEmpty();
        assertThat(horizon.beyond("/start", haircut, Instant.parse("9999-07-13T10:00:00Z")))
                .hasValueSatisfying(error -> {
                    assertThat(error.pointer()).isEqualTo("/start");
                    assertThat(error.detail())
                            .isEqualTo("is too far ahead; haircut can be booked 365 days ahead, now until 2027-12-01");
                });
        assertThat(horizon.beyond("/start", soon, Instant.parse("2026-12-15T10:00:01Z")))
                .hasValueSatisfying(error -> assertThat(error.detail()).contains("14 days", "2026-12-15"));
    }
}
