package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.availability.slots.SlotCache;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReading;
import dev.interlude.calcom.MovedClock;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.Json;
import dev.interlude.platform.work.Changes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The answer to a search")
class RememberedAnswersTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-12-07");
    private static final List<SlotRead> READS = List.of(new SlotRead("salon", 101, MONDAY, MONDAY));
    private static final JsonNode QUERY = JsonNodeFactory.instance.objectNode().put("service", "haircut");

    private final MovedClock clock = new MovedClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SlotCache slots =
            new SlotCache(CatalogFile.read(Path.of("config/catalog.yaml")), ShortSettings.of(1), clock, meters);
    private final Changes changes = new Changes();
    private final RememberedAnswers answers = remembering(Duration.ofMinutes(1));

    @Test
    @DisplayName("is given again to who asks the same, and counts as found in memory")
    void again() {
        readWeek();
        var first = answered();

        var again = answers.look(QUERY.deepCopy());

        assertThat(again.answer()).isSameAs(first).isNotEmpty();
        assertThat(meters.counter("interlude.slots.lookups", "source", "hit").count())
                .isEqualTo(2);
        assertThat(answers.look(JsonNodeFactory.instance.objectNode().put("service", "perm"))
                        .isMissing())
                .isTrue();
    }

    @Test
    @DisplayName("is found anew when this node has changed something, or learned of a diary, since the search began")
    void changed() {
        readWeek();
        answered();
        changes.note();
        assertThat(answers.look(QUERY).isMissing()).isTrue();

        answered();
        slots.forget("anna", MONDAY.atStartOfDay().toInstant(ZoneOffset.UTC));
        assertThat(answers.look(QUERY).isMissing()).isTrue();

        readWeek();
        var search = answers.look(QUERY);
        changes.note();
        answers.keep(search, cached(), answer());
        assertThat(answers.look(QUERY).isMissing()).as("changed meanwhile").isTrue();
    }

    @Test
    @DisplayName("is found anew when free times came from Cal.com, or did not come")
    void read() {
        readWeek();
        answered();
        readWeek();
        assertThat(answers.look(QUERY).isMissing()).isTrue();

        var reading = slots.look(List.of(new SlotRead("salon", 102, MONDAY, MONDAY)));
        answered();
        slots.fail(reading.missing().get(0), new IllegalStateException("down"));
        assertThat(answers.look(QUERY).isMissing()).isTrue();
    }

    @Test
    @DisplayName("is found anew as soon as it would say another age")
    void older() {
        readWeek();
        answered();
        clock.forward(999);
        assertThat(answers.look(QUERY).isMissing()).isFalse();

        clock.forward(1);

        assertThat(answers.look(QUERY).isMissing()).isTrue();
    }

    @Test
    @DisplayName("is not remembered if Cal.com was asked for it, nor if nothing is to be remembered")
    void notRemembered() {
        var search = answers.look(QUERY);
        answers.keep(search, slots.look(READS), answer());
        assertThat(search.isMissing()).isFalse();
        assertThat(answers.look(QUERY).isMissing()).isTrue();

        readWeek();
        var forgetful = remembering(Duration.ZERO);
        forgetful.keep(forgetful.look(QUERY), cached(), answer());
        assertThat(forgetful.look(QUERY).isMissing()).isTrue();
    }

    private RememberedAnswers remembering(Duration forHowLong) {
        return new RememberedAnswers(slots, changes, new Json(new ObjectMapper()), clock, forHowLong);
    }

    private byte[] answered() {
        var search = answers.look(QUERY);
        answers.keep(search, cached(), answer());
        return search.answer();
    }

    private void readWeek() {
        var reading = slots.look(List.of(new SlotRead("salon", 101, MONDAY, MONDAY)));
        reading.missing().forEach(read -> slots.keep(read, List.of()));
        if (!reading.anyMissing()) {
            slots.forget("anna", MONDAY.atStartOfDay().toInstant(ZoneOffset.UTC));
            slots.look(READS).missing().forEach(read -> slots.keep(read, List.of()));
        }
    }

    private SlotReading cached() {
        return slots.look(READS);
    }

    private static AvailabilityAnswer answer() {
        return new AvailabilityAnswer("haircut", "Europe/Berlin", false, 0, List.of(), List.of());
    }
}
