package dev.interlude.sandbox.slots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.model.Range;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Slots")
class SlotGridTest {
    private static final List<Range> MORNING =
            List.of(new Range(Instant.parse("2027-05-03T09:10:00Z"), Instant.parse("2027-05-03T12:00:00Z")));

    private static List<String> starts(int length, int frequency, ZoneId zone) {
        return SlotGrid.starts(MORNING, length, frequency, 0, zone).stream()
                .map(at -> at.toString().substring(11, 16))
                .toList();
    }

    @Test
    @DisplayName("start at the next round minute and end within the free time")
    void round() {
        assertThat(starts(60, 60, ZoneOffset.UTC)).containsExactly("10:00", "11:00");
        assertThat(starts(45, 45, ZoneOffset.UTC)).containsExactly("09:15", "10:00", "10:45");
        assertThat(starts(150, 5, ZoneOffset.UTC)).containsExactly("09:10", "09:15", "09:20", "09:25", "09:30");
    }

    @Test
    @DisplayName("are round in the asked zone")
    void halfHourZone() {
        assertThat(starts(60, 60, ZoneId.of("Asia/Kolkata"))).containsExactly("09:30", "10:30");
    }
}
