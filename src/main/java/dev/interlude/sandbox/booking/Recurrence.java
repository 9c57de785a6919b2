package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Iso;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The starts of a series: the same wall-clock time of the attendee's zone each week, month or year. */
final class Recurrence {

    private Recurrence() {}

    static List<Instant> starts(EventType type, CreateBody body) {
        var rule = type.recurrence();
        var most = rule.path("occurrences").asInt(1);
        var count = body.json().path("recurrenceCount").asInt(most);
        if (count > most) {
            throw Refusal.badRequest(
                    "Provided recurrence count is higher than the event type's recurring event count.");
        }
        var zone = Iso.zone(body.attendee().path("timeZone").asText()).orElseThrow();
        var first = body.start().atZone(zone);
        var starts = new ArrayList<Instant>();
        for (int i = 0; i < count; i++) {
            var step = (long) i * rule.path("interval").asInt(1);
            var next =
                    switch (rule.path("frequency").asText()) {
                        case "yearly" -> first.plusYears(step);
                        case "monthly" -> first.plusMonths(step);
                        default -> first.plusWeeks(step);
                    };
            starts.add(next.toInstant());
        }
        return starts;
    }
}
