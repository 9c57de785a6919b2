package dev.interlude.availability;

import static dev.interlude.availability.search.Salon.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.availability.search.Plan;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.Planner;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.availability.search.Salon;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A wish")
class PlanRequestCheckTest {

    private static final Instant NINE = at("2026-12-07T09:00");
    private final Service colour = Salon.service("colour-and-style");

    @Test
    @DisplayName("that says only service and start is fine")
    void plain() {
        assertThat(PlanRequestCheck.check(PlanRequest.at(colour, NINE))).isEmpty();
    }

    @Test
    @DisplayName("that names every staff member and start is fine and needs no search")
    void spelledOut() {
        var body = body(colour, null, "colour anna 09:00", "style ben 10:20");

        assertThat(PlanRequestCheck.check(body)).isEmpty();
        assertThat(body.spelledOut().orElseThrow().segments())
                .containsExactly(
                        new OfferedSegment("colour", "anna", 201, NINE, at("2026-12-07T09:45")),
                        new OfferedSegment("style", "ben", 212, at("2026-12-07T10:20"), at("2026-12-07T10:50")));
    }

    @Test
    @DisplayName("needs no search where its pauses leave no choice and one person does everything")
    void spelledOutByPauses() {
        assertThat(body(Salon.service("perm"), "dora")
                        .spelledOut()
                        .orElseThrow()
                        .minutes())
                .isEqualTo(135);
        assertThat(body(Salon.service("haircut"), "dora").spelledOut()).isPresent();
        assertThat(body(Salon.service("haircut"), null).spelledOut()).isEmpty();
        assertThat(body(colour, "anna").spelledOut()).isEmpty();
    }

    @ParameterizedTest(name = "{3}: {4}")
    @DisplayName("that can never be fulfilled is refused at its place:")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            colour-and-style |      | colour - -; dye - -               | /segments/1/key   | colour-and-style has no segment 'dye'; write one of colour, style
            colour-and-style |      | style - -; colour - -             | /segments/1/key   | colour comes before style; write them in the order colour, style
            colour-and-style |      | colour - -; colour - -            | /segments/1/key   | colour is named twice; name every segment once
            colour-and-style |      | colour ben -                      | /segments/0/staff | ben cannot do colour; write one of anna
            colour-and-style | ben  |                                   | /staff            | ben cannot do colour; write one of anna
            colour-and-style | zoe  |                                   | /staff            | zoe cannot do colour; write one of anna
            colour-and-style | anna | style ben -                       | /segments/0/staff | ben is named for style, but `staff` names another for all segments; leave one out
            colour-and-style |      | colour - 10:00                    | /segments/0/start | the first segment must begin at `start`, it would begin 60 minutes after
            colour-and-style |      | colour anna 09:00; style ben 10:35 | /segments/1/start | the pause after colour must be 30 to 45 minutes, it would be 50
            colour-and-style |      | style - 10:35                     | /segments/0/start | the pause after colour must be 30 to 45 minutes, it would be 50
            colour-and-style |      | style - 10:30:01                  | /segments/0/start | the pause after colour must be 30 to 45 minutes, it would be 45:01
            colour-and-style |      | style - 09:30                     | /segments/0/start | style must begin 30 to 45 minutes after colour ends, it would begin 15 minutes before
            perm             |      | wind - 10:15                      | /segments/0/start | the pause after wash must be 15 minutes, it would be 25
            perm             |      | rinse - 10:20; cut - 10:40        | /segments/1/start | cut must begin when rinse ends, it would begin 5 minutes after
            full-treatment   |      | finish - 12:00                    | /segments/0/start | finish must begin 135 to 165 minutes after prepare begins, it would begin 180 minutes after
            full-treatment   |      | finish - 08:00                    | /segments/0/start | finish must begin 135 to 165 minutes after prepare begins, it would begin 60 minutes before
            """)
    void refused(String service, String staff, String segments, String pointer, String sentence) {
        var parts = segments == null ? new String[0] : segments.split("; ");

        assertThat(PlanRequestCheck.check(body(Salon.service(service), staff, parts)))
                .containsExactly(new FieldError(pointer, sentence));
    }

    @Test
    @DisplayName("with several mistakes is told all of them")
    void all() {
        assertThat(PlanRequestCheck.check(body(colour, null, "colour ben 09:05", "style cleo 12:00")))
                .extracting(FieldError::pointer)
                .containsExactly("/segments/0/staff", "/segments/1/staff", "/segments/0/start", "/segments/1/start");
    }

    @Test
    @DisplayName("must keep to the staff rules of the service")
    void staffRules() {
        var same = ruled(StaffRule.SAME);
        var different = ruled(StaffRule.DIFFERENT);

        assertThat(PlanRequestCheck.check(body(same, null, "prepare anna -", "main ben -")))
                .containsExactly(new FieldError(
                        "/segments/1/staff", "main must be done by whoever does prepare, so by anna and not by ben"));
        assertThat(PlanRequestCheck.check(body(same, null, "prepare anna -", "finish ben -")))
                .extracting(FieldError::pointer)
                .containsExactly("/segments/1/staff");
        assertThat(PlanRequestCheck.check(body(different, "anna")))
                .containsExactly(
                        new FieldError("/staff", "main must be done by another person than prepare, so not by anna"));
        assertThat(PlanRequestCheck.check(body(different, null, "prepare anna -", "finish anna -")))
                .isEmpty();
    }

    @Test
    @DisplayName("is planned as its pauses and people allow, or told what is not free")
    void planned() {
        var slots = new Salon()
                .free(201, "2026-12-07T09:00", "2026-12-07T12:00")
                .free(211, "2026-12-07T10:15")
                .free(212, "2026-12-07T10:20")
                .slots();

        assertThat(Planner.plan(body(colour, null, "style ben -"), slots))
                .isInstanceOfSatisfying(
                        Plan.Ready.class,
                        ready -> assertThat(ready.offer().minutes()).isEqualTo(110));
        assertThat(Planner.plan(body(colour, null, "colour anna 09:00", "style ben 10:15"), slots))
                .isEqualTo(new Plan.Unavailable("ben is not free for style at that time"));
        assertThat(Planner.plan(PlanRequest.at(colour, at("2026-12-07T12:00")), slots))
                .isEqualTo(new Plan.Unavailable(
                        "colour could begin at that time, but what follows it is not free in time"));
        assertThat(Planner.plan(PlanRequest.at(colour, at("2026-12-07T12:01")), slots))
                .isEqualTo(new Plan.Unavailable("No one is free for colour at that time"));
        assertThat(Planner.plan(PlanRequest.at(colour, NINE.plusMillis(1)), slots))
                .isInstanceOf(Plan.Unavailable.class);
        assertThat(Planner.plan(body(colour, "ben"), slots)).isInstanceOf(Plan.Invalid.class);
    }

    private Service ruled(StaffRule rule) {
        var segments = new ArrayList<Segment>();
        long id = 1;
        for (var key : List.of("prepare", "main", "finish")) {
            Map<String, Long> eventTypes = new LinkedHashMap<>();
            eventTypes.put("anna", id++);
            eventTypes.put("ben", id++);
            segments.add(new Segment(key, key, 30, Pause.NONE, segments.isEmpty() ? StaffRule.ANY : rule, eventTypes));
        }
        return new Service("ruled", "Ruled", "salon", 0, segments);
    }

    /** @param parts such as {@code style ben 10:20}, a dash for what is left out */
    private static PlanRequest body(Service service, String staff, String... parts) {
        var segments = new ArrayList<RequestedSegment>();
        for (var part : parts) {
            var words = part.split(" ");
            segments.add(new RequestedSegment(
                    words[0],
                    Optional.of(words[1]).filter(w -> !w.equals("-")),
                    Optional.of(words[2]).filter(w -> !w.equals("-")).map(w -> at("2026-12-07T" + w))));
        }
        return new PlanRequest(service, NINE, Optional.ofNullable(staff), segments);
    }
}
