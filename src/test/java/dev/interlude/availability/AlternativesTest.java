package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("What is proposed instead of a composite that was refused")
class AlternativesTest extends AcceptanceTest {

    @Test
    @DisplayName("are the three nearest starts, late in the day too, by who was named, found with one search")
    void nearest() {
        var quiet = Day.ofFreshWeek();
        calcom.bookedByOthers(101, quiet.instant("15:00"));
        var body = RequestBodies.booking("full-treatment", quiet.at("15:00")).put("staff", "anna");

        var refused = caller.book(body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(refused.starts())
                .as("ends in time and goes around what she has already, nearest first")
                .containsExactly(quiet.shown("14:30"), quiet.shown("13:15"), quiet.shown("13:10"));
        assertThat(refused.json().path("alternatives")).allSatisfy(offer -> assertThat(offer.path("segments"))
                .allSatisfy(
                        segment -> assertThat(segment.path("staff").asText()).isEqualTo("anna")));
        assertThat(calcom.requests(Operation.SLOTS))
                .as("each diary read once, for the plan and the alternatives together")
                .extracting(r -> r.target())
                .doesNotHaveDuplicates();
        assertThat(calcom.writes()).isEmpty();
    }
}
