package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.cli.ServerApi;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The diary of a day, on the salon's clock. */
record DayPage(ConsoleApi api, Catalog catalog, Clock clock) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

    /** As browsers send it. Java's days also have years of more digits, which the API does not take. */
    private static final Pattern WRITTEN = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** More than a page of the API holds are not shown, and the page says so. */
    private static final int MOST = 500;

    /** Bookings that take none of a day's time. */
    private static final Set<String> GONE = Set.of("CANCELLED", "REJECTED", "COMPENSATED");

    Page show(String date) {
        var today = clock.instant().atZone(catalog.timeZone()).toLocalDate();
        var day = day(date, today);
        var range = "from=" + day + "&to=" + day.plusDays(1) + "&timeZone="
                + ServerApi.encoded(catalog.timeZone().getId());
        var page = api.get("/api/v1/bookings?limit=" + MOST + "&" + range);
        var shown = new ArrayList<JsonNode>();
        page.path("bookings").forEach(booking -> {
            if (!GONE.contains(booking.path("status").asText())) {
                shown.add(booking);
            }
        });
        var model = new HashMap<String, Object>();
        var fillable = fillable(range, model);
        var flagged = api.reasonsByBooking().keySet();
        model.put("flagged", flagged);
        var holds = new ArrayList<JsonNode>();
        api.get("/api/v1/holds?limit=" + MOST + "&" + range).path("holds").forEach(holds::add);
        var absences = new ArrayList<JsonNode>();
        api.get("/api/v1/absences?limit=" + MOST + "&" + range).path("absences").forEach(absence -> {
            if (absence.path("status").asText().equals("ACTIVE")) {
                absences.add(absence);
            }
        });
        model.put("picture", DayPicture.of(day, shown, holds, absences, fillable, flagged, catalog));
        model.put(
                "appointments",
                shown.stream().map(b -> Appointment.of(b, catalog)).toList());
        model.put("day", day.toString());
        model.put("heading", DAY.format(day));
        model.put("before", day.minusDays(1).toString());
        model.put("after", day.plusDays(1).toString());
        model.put("today", today.toString());
        model.put("zone", catalog.timeZone().getId());
        model.put("more", page.hasNonNull("nextCursor"));
        return Page.of("day", day.toString(), model);
    }

    private static LocalDate day(String date, LocalDate today) {
        if (date == null || date.isEmpty()) {
            return today;
        }
        try {
            if (WRITTEN.matcher(date).matches()) {
                return LocalDate.parse(date);
            }
        } catch (DateTimeParseException e) {
            throw noDay();
        }
        throw noDay();
    }

    private static ActionRefused noDay() {
        return new ActionRefused(400, "This address names no day: a day is written as 2026-12-07.");
    }

    /** The diary is worth showing also while Cal.com cannot say what is free. */
    private List<JsonNode> fillable(String range, HashMap<String, Object> model) {
        var pauses = new ArrayList<JsonNode>();
        try {
            api.get("/api/v1/pauses?" + range).path("pauses").forEach(pauses::add);
            model.put("unknown", null);
        } catch (ActionRefused e) {
            model.put("unknown", e.getMessage());
        }
        return pauses;
    }
}
