package dev.interlude.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.interlude.catalog.AppointmentRules.Requirement;
import dev.interlude.catalog.Catalog.NoShowRule;
import dev.interlude.catalog.Span.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The catalog file")
class CatalogFileTest {

    private static final String GOOD =
            """
            timeZone: Europe/Berlin
            account: salon
            staff:
              anna: { name: Anna B. }
              ben:
            services:
              colour:
                name: Colour
                noticeMinutes: 60
                account: other
                segments:
                  - key: colour
                    minutes: 45
                    pauseAfter: { min: 30, max: 45 }
                    staff: { anna: 201 }
                  - key: style
                    name: Style
                    minutes: 30
                    staffRule: different
                    staff: { anna: 211, ben: 212 }
              cut:
                name: Cut
                segments: [ { key: cut, minutes: 30, staff: { ben: 301 } } ]
            """;

    @TempDir
    Path folder;

    @Test
    @DisplayName("of the salon is read whole and in the order it is written")
    void readsTheSalon() {
        var catalog = CatalogFile.read(Path.of("config/catalog.yaml"));

        assertThat(catalog.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(catalog.account()).isEqualTo("salon");
        assertThat(catalog.staff().keySet()).containsExactly("anna", "ben", "cleo", "dora", "emil", "finn");
        assertThat(catalog.services().keySet())
                .containsExactly(
                        "haircut",
                        "colour-and-style",
                        "full-treatment",
                        "perm",
                        "highlights",
                        "scalp-care",
                        "blow-dry",
                        "trial-style",
                        "manicure",
                        "balayage",
                        "patch-test",
                        "first-colour",
                        "bridal-style");
        var paint = catalog.service("balayage").orElseThrow().segments().get(0);
        assertThat(paint.lasting(90).orElseThrow().eventTypes())
                .containsExactly(entry("anna", 702L), entry("ben", 704L));
        assertThat(paint.lasting(90).flatMap(it -> it.lasting(60))).contains(paint);
        assertThat(paint.lasting(75)).isEmpty();
        assertThat(catalog.staff().get("finn").bookingsPerDay()).isEqualTo(3);
        assertThat(catalog.services().get("trial-style").perDay()).isEqualTo(2);
        assertThat(catalog.services().get("patch-test").rules()).isEqualTo(new AppointmentRules(null, null, true));
        assertThat(catalog.services().get("first-colour").rules())
                .isEqualTo(new AppointmentRules(
                        new Requirement("patch-test", new Span(48, Unit.HOURS), new Span(180, Unit.DAYS)),
                        new Span(21, Unit.DAYS),
                        false));
        assertThat(catalog.oneOpen()).isFalse();
        assertThat(catalog.services().get("bridal-style").confirmWithin()).isEqualTo(new Span(15, Unit.MINUTES));
        assertThat(catalog.noShows()).isEqualTo(new NoShowRule(2, new Span(365, Unit.DAYS), new Span(24, Unit.HOURS)));
        var colour = catalog.service("colour-and-style").orElseThrow();
        assertThat(colour.account()).isEqualTo("salon");
        assertThat(colour.segments().get(0).usual().pause()).isEqualTo(new Pause(30, 45, 30));
        assertThat(colour.segments().get(1).eventTypes()).containsExactly(entry("anna", 211L), entry("ben", 212L));
        var perm = catalog.service("perm").orElseThrow();
        assertThat(perm.minMinutes()).isEqualTo(135);
        assertThat(perm.segments().get(2).usual().pause()).isEqualTo(Pause.NONE);
        var full = catalog.service("full-treatment").orElseThrow();
        assertThat(List.of(full.minMinutes(), full.maxMinutes())).containsExactly(165, 195);
    }

    @Test
    @DisplayName("may leave out names, notice, account, pause and rule")
    void fillsWhatMayBeAbsent() throws IOException {
        var catalog = read(GOOD);

        assertThat(catalog.staff().get("anna").name()).isEqualTo("Anna B.");
        assertThat(catalog.staff().get("ben").name()).isEqualTo("ben");
        var colour = catalog.service("colour").orElseThrow();
        assertThat(colour.account()).isEqualTo("other");
        assertThat(colour.noticeMinutes()).isEqualTo(60);
        assertThat(colour.segments().get(0).name()).isEqualTo("colour");
        assertThat(colour.segments().get(0).staffRule()).isEqualTo(StaffRule.ANY);
        assertThat(colour.segments().get(1).staffRule()).isEqualTo(StaffRule.DIFFERENT);
        var cut = catalog.service("cut").orElseThrow();
        assertThat(cut.account()).isEqualTo("salon");
        assertThat(cut.noticeMinutes()).isZero();
        assertThat(cut.isLimited()).isFalse();
        assertThat(catalog.staff().get("anna").isLimited()).isFalse();
        assertThat(cut.segments().get(0).usual().pause()).isEqualTo(Pause.NONE);
    }

    @Test
    @DisplayName(
            "may name one event type in several services and segments: a booking of others is one of the simplest service")
    void sharedEventType() throws IOException {
        var file = Files.writeString(
                folder.resolve("catalog.yaml"),
                """
                timeZone: Europe/Berlin
                account: salon
                staff: { anna: { name: Anna } }
                services:
                  full:
                    name: Full
                    segments:
                      - { key: wash, minutes: 30, staff: { anna: 101 } }
                      - { key: cut, minutes: 30, staff: { anna: 102 } }
                      - { key: rinse, minutes: 30, staff: { anna: 101 } }
                  wash:
                    name: Wash
                    segments: [{ key: wash, minutes: 30, staff: { anna: 101 } }]
                  other-wash:
                    name: Wash
                    segments: [{ key: wash, minutes: 30, staff: { anna: 101 } }]
                  elsewhere:
                    name: Elsewhere
                    account: other
                    segments: [{ key: wash, minutes: 45, staff: { anna: 101 } }]
                """);

        var catalog = CatalogFile.read(file);

        assertThat(catalog.serviceOf("salon", 101)).map(Service::id).contains("wash");
        assertThat(catalog.serviceOf("salon", 102)).map(Service::id).contains("full");
        assertThat(catalog.serviceOf("other", 101)).map(Service::id).contains("elsewhere");
        assertThat(catalog.serviceOf("other", 102)).isEmpty();
    }

    @Test
    @DisplayName("may give a person minutes, a pause and a price of their own; amounts are exact")
    void ownTerms() throws IOException {
        var catalog = read(GOOD.replace("account: salon", "account: salon\ncurrency: EUR")
                .replace("minutes: 45", "minutes: 45\n        price: 80.1")
                .replace(
                        "{ anna: 201 }",
                        "{ anna: 201, ben: { eventType: 202, minutes: 60, pauseAfter: { min: 20, max: 25 } } }")
                .replace("ben: 212", "ben: { eventType: 212, price: 0 }")
                .replace("name: Style", "price: 20"));

        var colour = catalog.service("colour").orElseThrow();
        var first = colour.segments().get(0);
        assertThat(first.terms("anna")).isEqualTo(new Terms(45, new Pause(30, 45, 30), euro("80.10")));
        assertThat(first.terms("ben")).isEqualTo(new Terms(60, new Pause(20, 25, 20), euro("80.10")));
        assertThat(first.eventTypes()).containsExactly(entry("anna", 201L), entry("ben", 202L));
        assertThat(colour.price(Map.of("colour", "ben", "style", "anna"))).isEqualTo(euro("100.10"));
        assertThat(colour.price(Map.of("colour", "anna", "style", "ben"))).isEqualTo(euro("80.10"));
        assertThat(catalog.service("cut").orElseThrow().price(Map.of("cut", "ben")))
                .isNull();
        assertThat(List.of(colour.minMinutes(), colour.maxMinutes())).containsExactly(105, 120);
        assertThat(colour.minMinutes("ben")).isEqualTo(110);
    }

    @Test
    @DisplayName("with prices needs a currency that exists, and in a service prices throughout")
    void prices() {
        assertThat(refusal("currency: Euro\n" + GOOD).getMessage())
                .contains(
                        ":1: the catalog has the unknown currency 'Euro'; write its code of three letters, such as EUR");
        assertThat(refusal("currency: JPY\n" + GOOD.replace("minutes: 45", "minutes: 45\n        price: 1.50"))
                        .getMessage())
                .contains("segment 'colour' of service 'colour' needs an amount as `price`; write `price: 45`")
                .contains(
                        "segment 'style' of service 'colour' has no price for anna, ben, but service 'colour' has prices; write `price: 0` for what costs nothing");
    }

    private static Price euro(String amount) {
        return new Price(new BigDecimal(amount), "EUR");
    }

    @ParameterizedTest(name = "{2}")
    @DisplayName("with a mistake is refused with line and advice:")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            account: salon | acount: salon | 2: the catalog has the unknown key `acount`; write 'account'
            account: salon | acount: salon | 1: the catalog has no `account`; write `account: salon`
            account: salon | account: My Salon | 2: the catalog has the name 'My Salon'; write small letters, digits and dashes, a letter first, such as 'my-salon'
            account: other | account: 7up | 10: service 'colour' has the name '7up'; write small letters, digits and dashes, a letter first, such as 'up'
            Europe/Berlin | Europe/Berln | 1: the catalog has the unknown time zone 'Europe/Berln'; write Europe/Berlin
            Europe/Berlin | +02:00 | 1: the catalog has the unknown time zone '+02:00'; write one of the form Area/City
            account: salon | noShows: { limit: 2, within: 365d } | 2: `noShows` has no `confirmWithin`; write `confirmWithin: 24h`
            { name: Anna B. } | { nam: A } | 4: staff 'anna' has the unknown key `nam`; write 'name'
            { name: Anna B. } | Anna | 4: staff 'anna' must be a block of `key: value` lines
            ben: | Ben: | 5: `staff` has the name 'Ben'; write small letters, digits and dashes, a letter first, such as 'ben'
            ben: | anna: | 5: `staff` has `anna` twice; remove this one or the one in line 4
            name: Colour | nmae: Colour | 8: service 'colour' has the unknown key `nmae`; write 'name'
            name: Colour | nmae: Colour | 7: service 'colour' has no `name`; write `name: colour`
            name: Colour | name: [] | 8: service 'colour' needs a text as `name`; write `name: colour`
            noticeMinutes: 60 | noticeMinutes: -1 | 9: service 'colour' has `noticeMinutes: -1`; write a whole number from 0 to 525600
            noticeMinutes: 60 | atCalcom: { canceled: flag } | 9: `atCalcom` of service 'colour' has the unknown key `canceled`; write 'cancelled'
            noticeMinutes: 60 | atCalcom: { moved: replan } | 9: `atCalcom` of service 'colour' has the unknown moved 'replan'; write 're-plan'
            noticeMinutes: 60 | staffing: least-bussy | 9: service 'colour' has the unknown staffing 'least-bussy'; write 'least-busy'
            noticeMinutes: 60 | staffing: alphabetical | 9: service 'colour' has the unknown staffing 'alphabetical'; write one of fair, first, least-busy, longest-idle
            noticeMinutes: 60 | confirmWithin: 15 | 9: service 'colour' needs minutes, hours or days as `confirmWithin`; write `confirmWithin: 15m`
            noticeMinutes: 60 | confirmWithin: 8d | 9: service 'colour' has `confirmWithin` of 8 days; write at most 7d
            noticeMinutes: 60 | everyAtLeast: 21 | 9: service 'colour' needs minutes, hours or days as `everyAtLeast`; write `everyAtLeast: 21d`
            noticeMinutes: 60 | everyAtLeast: 3000d | 9: service 'colour' has `everyAtLeast` of 3000 days; write at most 732d
            noticeMinutes: 60 | oneOpen: yes | 9: service 'colour' needs true or false as `oneOpen`; write `oneOpen: true`
            noticeMinutes: 60 | requires: { service: cut } | 9: `requires` of service 'colour' has no `atLeast`; write `atLeast: 48h`
            noticeMinutes: 60 | requires: { service: cutt, atLeast: 48h } | 9: `requires` of service 'colour' names the service 'cutt', which is not in `services`; write 'cut'
            noticeMinutes: 60 | requires: { service: colour, atLeast: 48h } | 9: `requires` of service 'colour' leads back to service 'colour', so that could never be booked; require another service
            noticeMinutes: 60 | requires: { service: cut, atLeast: 48h, within: 2d } | 9: `requires` of service 'colour' is within 2 days and at least 48 hours before; write a `within` that is longer than `atLeast`
            noticeMinutes: 60 | perDay: 0 | 9: service 'colour' has `perDay: 0`; write a whole number from 1 to 10000
            noticeMinutes: 60 | perDay: few | 9: service 'colour' needs a whole number as `perDay`; write `perDay: 12`
            noticeMinutes: 60 | bookingsPerDay: 3 | 9: service 'colour' has the unknown key `bookingsPerDay`; write one of name, segments, account, noticeMinutes, horizonDays, perDay, atCalcom, staffing, duringPause, confirmWithin, requires, everyAtLeast, oneOpen
            { name: Anna B. } | { name: Anna B., bookingsPerDay: -1 } | 4: staff 'anna' has `bookingsPerDay: -1`; write a whole number from 1 to 10000
            minutes: 45 | minutes: 0 | 13: segment 'colour' of service 'colour' has `minutes: 0`; write a whole number from 1 to 1440
            minutes: 45 | minutes: long | 13: segment 'colour' of service 'colour' needs a whole number as `minutes`; write `minutes: 30`
            minutes: 45 | minutes: "4.5" | 13: segment 'colour' of service 'colour' needs a whole number as `minutes`; write `minutes: 30`
            minutes: 45 | minute: 45 | 12: segment 'colour' of service 'colour' has no `minutes`; write `minutes: 30`
            max: 45 | max: 20 | 14: the pause after segment 'colour' of service 'colour' has min 30 above max 20; write { min: 20, max: 30 }
            max: 45 | max: 45, preferred: 50 | 14: the pause after segment 'colour' of service 'colour' prefers 50 minutes; write a number from 30 to 45
            max: 45 | most: 45 | 14: the pause after segment 'colour' of service 'colour' has the unknown key `most`; write one of min, max, preferred, needs
            { min: 30, max: 45 } | 30 | 14: the pause after segment 'colour' of service 'colour' must be a block of `key: value` lines
            staffRule: different | pauseAfter: { min: 5, max: 5 } | 19: segment 'style' of service 'colour' is the last and nothing follows its pause; remove `pauseAfter`
            staffRule: different | staffRule: diferent | 19: segment 'style' of service 'colour' has the unknown staffRule 'diferent'; write 'different'
            name: Style | staffRule: same | 19: segment 2 of service 'colour' has `staffRule` twice; remove this one or the one in line 17
            minutes: 45 | staffRule: same | 13: segment 'colour' of service 'colour' is the first, so there is no one to compare with; remove `staffRule`
            anna: 211, ben: 212 | anna: 211 | 19: segment 'style' of service 'colour' has staffRule 'different', but the segment before is done by anna and this one by anna; change the rule or the staff
            anna: 211, ben: 212 | bne: 212 | 20: segment 'style' of service 'colour' names staff 'bne', who is not in `staff`; write one of anna, ben
            { anna: 211, ben: 212 } | {} | 20: the staff of segment 'style' of service 'colour' is empty; write at least one
            ben: 212 | ben: 201 | 20: the staff of segment 'style' of service 'colour' gives 'ben' event type 201, which line 15 gives 'anna'; write the id of an event type of 'ben'
            anna: 211 | anna: 201 | 20: the staff of segment 'style' of service 'colour' uses event type 201 for 30 minutes, and line 15 for 45; write the id of another event type, or the same minutes
            noticeMinutes: 60 | duringPause: often | 9: service 'colour' needs true or false as `duringPause`; write `duringPause: true`
            account: salon | waitBetween: { min: 5 } | 2: `waitBetween` has the unknown key `min`; write 'max'
            name: Style | optional: perhaps | 17: segment 'style' of service 'colour' needs true or false as `optional`; write `optional: true`
            key: cut, minutes: 30 | key: cut, optional: true, minutes: 30 | 21: service 'cut' has only optional segments; remove `optional` from one that is always booked
            name: Style | durations: {} | 17: `durations` of segment 'style' of service 'colour' is empty; write `45: { anna: 202 }`
            name: Style | durations: { long: { ben: 213 } } | 17: `durations` of segment 'style' of service 'colour' has `long`, which is no number of minutes from 1 to 1440; write `45: { anna: 202 }`
            name: Style | durations: { 30: { ben: 213 } } | 17: `durations` of segment 'style' of service 'colour' has 30, which are its `minutes`; write another length, or remove this line
            name: Style | durations: { 45: { ben: 212 } } | 17: the staff of the 45 minutes of segment 'style' of service 'colour' uses event type 212 for 45 minutes, and line 20 for 30; write the id of another event type, or the same minutes
            ben: 301 | ben: { eventType: 301, minute: 40 } | 23: 'ben' in segment 'cut' of service 'cut' has the unknown key `minute`; write 'minutes'
            ben: 301 | ben: { minutes: 40 } | 23: 'ben' in segment 'cut' of service 'cut' has no `eventType`; write `eventType: 101`
            ben: 301 | ben: { eventType: 301, pauseAfter: { min: 5, max: 5 } } | 23: 'ben' in segment 'cut' of service 'cut' is the last and nothing follows its pause; remove `pauseAfter`
            anna: 211 | anna: { eventType: 201, minutes: 40 } | 20: the staff of segment 'style' of service 'colour' uses event type 201 for 40 minutes, and line 15 for 45; write the id of another event type, or the same minutes
            ben: 301 | ben: { eventType: 301, price: 9.50 } | 23: 'ben' in segment 'cut' of service 'cut' has a price, but the catalog has no `currency`; write `currency: EUR` at its top
            ben: 301 | ben: cut | 23: the staff of segment 'cut' of service 'cut' needs a whole number as `ben`; write `ben: 101`
            key: style | key: colour | 16: service 'colour' has two segments 'colour'; give this one another key
            key: style | key: Style | 16: segment 2 of service 'colour' has the name 'Style'; write small letters, digits and dashes, a letter first, such as 'style'
            cut: | colour: | 21: `services` has `colour` twice; remove this one or the one in line 7
            """)
    void refuses(String good, String bad, String sentence) {
        assertThat(GOOD).contains(good);

        var refusal = refusal(GOOD.replaceFirst(Pattern.quote(good), bad));

        assertThat(refusal.mistakes()).contains(folder.resolve("catalog.yaml") + ":" + sentence);
    }

    private static final String ROOM =
            """
            timeZone: Europe/Berlin
            account: salon
            staff: { anna: }
            resources:
              chair: { name: Chair, count: 3 }
              basin: { count: 1, hours: { mon-fri: [09:00-12:00, 13:00-18:00], sat: 09:00-24:00 } }
            services:
              colour:
                name: Colour
                segments:
                  - { key: colour, minutes: 45, needs: [chair], pauseAfter: { min: 30, max: 45, needs: chair }, staff: { anna: 201 } }
                  - { key: wash, minutes: 15, needs: [basin, chair], staff: { anna: 202 } }
            """;

    @Test
    @DisplayName(
            "says how many there are of each resource, when they are open, and what segments and pauses need of them")
    void resources() throws IOException {
        var catalog = read(ROOM);

        assertThat(catalog.resources().keySet()).containsExactly("chair", "basin");
        assertThat(catalog.resources().get("chair")).isEqualTo(new Resource("chair", "Chair", 3, OpeningHours.ALWAYS));
        var colour = catalog.service("colour").orElseThrow();
        assertThat(colour.segments().get(0).needs()).isEqualTo(new Needs(Set.of("chair"), Set.of("chair")));
        assertThat(colour.needs()).containsExactly("basin", "chair");
        var berlin = catalog.timeZone();
        var saturday = LocalDate.parse("2027-03-27").atStartOfDay(berlin);
        assertThat(catalog
                        .resources()
                        .get("basin")
                        .hours()
                        .closed(
                                berlin,
                                saturday.toInstant(),
                                saturday.plusDays(2).toInstant())
                        .stream()
                        .map(c -> c.start().atZone(berlin).toLocalDateTime() + " to "
                                + c.end().atZone(berlin).toLocalDateTime()))
                .containsExactly(
                        "2027-03-27T00:00 to 2027-03-27T09:00",
                        "2027-03-28T00:00 to 2027-03-29T09:00",
                        "2027-03-29T12:00 to 2027-03-29T13:00",
                        "2027-03-29T18:00 to 2027-03-30T00:00");
    }

    @ParameterizedTest(name = "{2}")
    @DisplayName("with a mistake about resources is refused with line and advice:")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            count: 3 | count: 0 | 5: resource 'chair' has `count: 0`; write a whole number from 1 to 1000
            name: Chair, count: 3 | name: Chair | 5: resource 'chair' has no `count`; write `count: 1`
            count: 3 | number: 3 | 5: resource 'chair' has the unknown key `number`; write one of name, count, hours
            { name: Chair, count: 3 } | 3 | 5: resource 'chair' must be a block of `key: value` lines
            mon-fri: | mo-fr: | 6: `hours` of resource 'basin' has the unknown day 'mo-fr'; write one of mon, tue, wed, thu, fri, sat, sun, or the first and the last such as mon-fri
            mon-fri: | fri-mon: | 6: `hours` of resource 'basin' has the unknown day 'fri-mon'; write one of mon, tue, wed, thu, fri, sat, sun, or the first and the last such as mon-fri
            sat: | fri: | 6: `hours` of resource 'basin' names fri twice; name each day once
            09:00-24:00 | 9-18 | 6: `hours` of resource 'basin' needs a time from and to as `sat`; write `sat: 09:00-18:00`
            09:00-24:00 | 19:00-18:00 | 6: `hours` of resource 'basin' needs a time from and to as `sat`; write `sat: 09:00-18:00`
            13:00-18:00 | 11:00-18:00 | 6: `hours` of resource 'basin' has 11:00-18:00 before the time in front of it has ended; write the times in their order
            needs: [chair] | needs: [chiar] | 11: segment 'colour' of service 'colour' needs 'chiar', which is not in `resources`; write one of chair, basin
            needs: [chair] | needs: [chair, chair] | 11: segment 'colour' of service 'colour' needs 'chair' twice; name it once
            needs: chair } | needs: hood } | 11: the pause after segment 'colour' of service 'colour' needs 'hood', which is not in `resources`; write one of chair, basin
            needs: [chair] | needs: [[chair]] | 11: segment 'colour' of service 'colour' needs '', which is not in `resources`; write one of chair, basin
            """)
    void refusesResources(String good, String bad, String sentence) {
        assertThat(ROOM).contains(good);

        var refusal = refusal(ROOM.replaceFirst(Pattern.quote(good), bad));

        assertThat(refusal.mistakes()).contains(folder.resolve("catalog.yaml") + ":" + sentence);
    }

    @Test
    @DisplayName("that needs resources and has none is shown how to write some")
    void noResources() {
        assertThat(refusal(ROOM.replaceAll("(?s)resources:.*services:", "services:"))
                        .mistakes())
                .contains(
                        folder.resolve("catalog.yaml")
                                + ":8: segment 'colour' of service 'colour' needs 'chair', and the catalog has no `resources`; write `resources: { chair: { count: 1 } }` beside `staff`");
    }

    @Test
    @DisplayName("with several mistakes names them all, top down")
    void namesThemAll() {
        var refusal = refusal(GOOD.replace("Berlin", "Berln").replace("minutes: 30", "minutes: x"));

        assertThat(refusal.mistakes()).hasSize(3);
        assertThat(refusal.getMessage().lines().map(line -> line.replaceAll(".*yaml:(\\d+):.*", "$1")))
                .containsExactly("1", "18", "23");
    }

    @ParameterizedTest(name = "{1}")
    @DisplayName("that is no catalog at all is refused in one sentence:")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # nothing | 1: the file is empty; write timeZone, account, staff, services
            - a list | 1: the catalog must be a block of `key: value` lines
            a: [ 1, 2 | 1: this is not YAML
            services: {}: | 1: this is not YAML
            """)
    void refusesWhatIsNoCatalog(String text, String sentence) {
        assertThat(refusal(text).getMessage()).contains("catalog.yaml:" + sentence);
    }

    @Test
    @DisplayName("that does not exist is refused by its name")
    void refusesAMissingFile() {
        var missing = folder.resolve("missing.yaml");

        var refusal = catchThrowableOfType(CatalogInvalid.class, () -> CatalogFile.read(missing));

        assertThat(refusal).hasMessageContaining("missing.yaml:1: the file does not exist");
    }

    private Catalog read(String text) throws IOException {
        return CatalogFile.read(Files.writeString(folder.resolve("catalog.yaml"), text));
    }

    private CatalogInvalid refusal(String text) {
        return catchThrowableOfType(CatalogInvalid.class, () -> read(text));
    }
}
