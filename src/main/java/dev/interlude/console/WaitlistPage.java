package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.cli.ServerApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Who waits for what since when, and what is offered to whom until when. */
record WaitlistPage(ConsoleApi api, Catalog catalog, Clock clock) {

    /** More than a page of the API holds are not shown, and the page says so. */
    private static final int MOST = 500;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /**
     * @param since how long it has waited, in words
     * @param offered who would work when, and until when it is held; null: nothing
     */
    record Entry(
            String id,
            Instant place,
            String since,
            String at,
            String service,
            String customer,
            String when,
            String staff,
            String offered) {}

    Page show() {
        var entries = new ArrayList<Entry>();
        var more = read("OFFERED", entries) | read("WAITING", entries);
        entries.sort(Comparator.comparing(Entry::place));
        var model = new HashMap<String, Object>();
        model.put("entries", entries);
        model.put("more", more);
        return Page.of("waitlist", entries.isEmpty() ? "No one waits" : entries.size() + " waiting", model);
    }

    /** Takes one off the list, with what is offered to it. */
    Page act(Map<String, String> form) {
        try {
            api.change(
                    "DELETE",
                    "/api/v1/waitlist/" + ServerApi.encoded(form.getOrDefault("entry", "")),
                    null,
                    form.getOrDefault("once", ""));
            return show().saying("Removed from the waiting list.");
        } catch (ActionRefused e) {
            return show().refusing(e);
        }
    }

    /** @return whether there are more */
    private boolean read(String status, List<Entry> into) {
        var page = api.get("/api/v1/waitlist?limit=" + MOST + "&status=" + status);
        page.path("entries").forEach(entry -> into.add(entry(entry)));
        return page.hasNonNull("nextCursor");
    }

    private Entry entry(JsonNode entry) {
        var place = Instant.parse(entry.path("waitingSince").asText());
        var service = entry.path("service").asText();
        return new Entry(
                entry.path("id").asText(),
                place,
                Moments.inWords(Duration.between(place, clock.instant())),
                Moments.clock(place, catalog.timeZone()),
                catalog.service(service).map(Service::name).orElse(service),
                entry.at("/attendee/name").asText(),
                when(entry),
                staff(entry.path("staff")),
                entry.hasNonNull("offer") ? offered(entry.path("offer")) : null);
    }

    private static String when(JsonNode entry) {
        var when = new StringJoiner(", ");
        when.add(minute(entry.path("from")) + " to " + minute(entry.path("to")));
        if (!entry.path("daysOfWeek").isEmpty()) {
            when.add(
                    entry.path("daysOfWeek").valueStream().map(JsonNode::asText).collect(Collectors.joining(", ")));
        }
        entry.path("timesOfDay")
                .forEach(time -> when.add(
                        time.path("from").asText() + "–" + time.path("to").asText()));
        return when.toString();
    }

    private String staff(JsonNode staff) {
        return staff.isEmpty()
                ? "anyone"
                : staff.valueStream()
                        .map(one -> Appointment.staff(one.asText(), catalog))
                        .collect(Collectors.joining(", "));
    }

    private String offered(JsonNode offer) {
        var parts = offer.path("segments")
                .valueStream()
                .map(segment ->
                        Appointment.staff(segment.path("staff").asText(), catalog) + " " + Appointment.time(segment))
                .collect(Collectors.joining(", "));
        return "%s, %s, until %s"
                .formatted(
                        offer.path("start").asText().substring(0, 10),
                        parts,
                        minute(offer.path("endsAt")).substring("2026-12-07 ".length()));
    }

    private static String minute(JsonNode moment) {
        return MINUTE.format(OffsetDateTime.parse(moment.asText()));
    }
}
