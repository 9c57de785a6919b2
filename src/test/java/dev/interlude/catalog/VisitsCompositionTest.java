package dev.interlude.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ways to place several services in one visit")
class VisitsCompositionTest {

    private final Catalog salon = CatalogFile.read(Path.of("config/catalog.yaml"));

    private List<String> arrangements(boolean anyOrder, String... ids) {
        var services =
                List.of(ids).stream().map(id -> salon.service(id).orElseThrow()).toList();
        return salon.visit(services, anyOrder).arrangements().stream()
                .map(Service::id)
                .toList();
    }

    @Test
    @DisplayName("are one after the other as they are named, and in the pauses of those named before")
    void asNamed() {
        assertThat(arrangements(false, "colour-and-style", "manicure"))
                .containsExactly("colour-and-style.colour.manicure", "colour-and-style_manicure");
        assertThat(arrangements(false, "manicure", "colour-and-style")).containsExactly("manicure_colour-and-style");
        assertThat(arrangements(false, "full-treatment", "manicure", "haircut"))
                .as("a haircut is never in a pause")
                .containsExactly(
                        "full-treatment.prepare.manicure_haircut",
                        "full-treatment.main.manicure_haircut",
                        "full-treatment_manicure_haircut");
    }

    @Test
    @DisplayName("may be in any order, each once, and not without end")
    void anyOrder() {
        assertThat(arrangements(true, "haircut", "manicure"))
                .containsExactlyInAnyOrder("haircut_manicure", "manicure_haircut");
        assertThat(arrangements(true, "full-treatment", "manicure", "highlights"))
                .doesNotHaveDuplicates()
                .hasSizeLessThanOrEqualTo(24)
                .contains("highlights.foils.manicure_full-treatment", "manicure_highlights_full-treatment");
    }

    @Test
    @DisplayName("are services of the catalog under their ids; what is none is not")
    void byId() {
        for (var id : arrangements(true, "full-treatment", "manicure", "highlights")) {
            assertThat(salon.service(id)).map(Service::id).contains(id);
            assertThat(Visits.services(id)).containsExactlyInAnyOrder("full-treatment", "manicure", "highlights");
        }
        for (var id : List.of(
                "manicure_manicure",
                "manicure_shave",
                "manicure_",
                "colour-and-style.style.manicure",
                "colour-and-style.colour.haircut",
                "haircut_manicure_perm_blow-dry")) {
            assertThat(salon.service(id)).as(id).isEmpty();
        }
    }

    @Test
    @DisplayName("keep what each service says, the stricter where they differ")
    void whatTheyKeep() {
        var visit = salon.service("trial-style_full-treatment").orElseThrow();

        assertThat(visit.noticeMinutes()).isEqualTo(120);
        assertThat(visit.atCalcom()).isEqualTo(new AtCalcom(AtCalcom.Cancelled.FLAG, AtCalcom.Moved.FLAG));
        assertThat(visit.parts()).extracting(Service::id).containsExactly("trial-style", "full-treatment");
        assertThat(visit.segments())
                .extracting(Segment::key)
                .containsExactly(
                        "trial-style.style", "full-treatment.prepare", "full-treatment.main", "full-treatment.finish");
        assertThat(visit.segments().get(0).pause("dora")).isEqualTo(new Pause(0, 30, 0));
        assertThat(visit.segments().get(0).minutes("dora")).isEqualTo(60);
        assertThat(visit.segments().get(1).pause("dora")).isEqualTo(new Pause(15, 30, 0));
    }
}
