package dev.interlude.booking;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.CalcomBooking.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whether a booking is still alive")
class AliveTest {

    @Test
    @DisplayName("is certain of every status of Cal.com but one it did not have when this was written")
    void calcom() {
        assertThat(Status.values())
                .filteredOn(status -> status.isAlive() == status.isEnded())
                .containsExactly(Status.UNKNOWN);
        assertThat(Status.UNKNOWN.isAlive()).isFalse();
        assertThat(Status.of("awaiting_host")).isEqualTo(Status.UNKNOWN);
        assertThat(Status.of("accepted")).isEqualTo(Status.ACCEPTED);
    }

    @Test
    @DisplayName("means the same in Java and in the indexes of the segments")
    void segments() throws IOException {
        var alive = Stream.of(SegmentStatus.values())
                .filter(SegmentStatus::isAlive)
                .map(status -> "'" + status + "'")
                .collect(joining(", "));

        assertThat(Files.readString(Path.of("src/main/resources/db/migration/V3__booking.sql")))
                .contains("segment_at_calcom on segment (start_at, account, calcom_uid) where status in (" + alive
                        + ");");
    }
}
