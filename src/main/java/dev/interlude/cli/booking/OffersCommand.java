package dev.interlude.cli.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is free. */
@Command(
        name = "offers",
        header = "Shows when a service, or a visit of several, is free.",
        exitCodeList = {"0:there are offers", "1:there is none, or it could not be found out", "2:wrong use"})
public final class OffersCommand extends ServerCommand {

    private static final int DAYS = 7;

    @Mixin
    private ChosenServices services;

    @Option(names = "--from", paramLabel = "DAY", description = "Like 2026-12-07; by default tomorrow.")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", description = "The day after the last; by default a week after --from.")
    private String to;

    @Option(names = "--staff", description = "Every segment by this person.")
    private String staff;

    @Option(names = "--limit", defaultValue = "20", description = "How many at most; by default ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--order", description = "earliest, shortest, fewest-changes or tightest.")
    private String order;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "Like Europe/Berlin; by default the catalog's.")
    private String timeZone;

    @Override
    protected int answer() {
        var first = from == null ? LocalDate.now().plusDays(1).toString() : from;
        var end = to == null ? after(first) : to;
        var answer = api().get(
                        "/api/v1/availability"
                                + ServerApi.query(
                                        services.nameInQuery(),
                                        services.inQuery(),
                                        "from",
                                        first,
                                        "to",
                                        end,
                                        "staff",
                                        staff,
                                        "limit",
                                        limit,
                                        "order",
                                        order,
                                        "timeZone",
                                        timeZone),
                        "offers");
        if (json) {
            print(answer);
        } else {
            show(answer, first, end);
        }
        return answer.path("offers").isEmpty() ? NOT_GOOD : GOOD;
    }

    /** What is no day is left for the server to refuse. */
    private static String after(String day) {
        try {
            return LocalDate.parse(day).plusDays(DAYS).toString();
        } catch (DateTimeParseException e) {
            return day;
        }
    }

    private void show(JsonNode answer, String first, String end) {
        var table = new Table("START", "END", "MINUTES", "SEGMENTS");
        answer.path("offers")
                .forEach(offer ->
                        table.add(time(offer, "start"), time(offer, "end"), text(offer, "minutes"), segments(offer)));
        table.print(out(), "Nothing is free from %s until %s.".formatted(first, end));
        answer.path("partial").forEach(part -> err().printf(
                        "Not known yet: %s with %s (%s); ask again in %s s.%n",
                        part.path("segment").asText(),
                        part.path("staff").asText(),
                        part.path("reason").asText(),
                        part.path("retryAfterSeconds").asText()));
        if (answer.path("stale").asBoolean()) {
            err().println("These are %s s old, as Cal.com cannot be asked.".formatted(answer.path("ageSeconds")));
        }
    }

    static String segments(JsonNode booking) {
        return StreamSupport.stream(booking.path("segments").spliterator(), false)
                .map(segment -> "%s %s with %s"
                        .formatted(
                                segment.path("start").asText().replaceFirst("^.*T(\\d\\d:\\d\\d).*", "$1"),
                                segment.path("key").asText(),
                                segment.path("staff").asText()))
                .collect(Collectors.joining(", "));
    }
}
