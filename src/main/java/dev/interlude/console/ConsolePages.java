package dev.interlude.console;

import java.util.Map;

/** All pages, by path. */
record ConsolePages(
        AttentionPage attention,
        DayPage day,
        WaitlistPage waitlist,
        BookingPage booking,
        HealthPage health,
        SearchPage search) {

    /** @return null: there is no such page */
    Page read(String path, Map<String, String> query) {
        return switch (path) {
            case "/attention" -> attention.show();
            case "/day" -> day.show(query.get("date"));
            case "/waitlist" -> waitlist.show();
            case "/health" -> health.show();
            case "/search" -> search.empty();
            default -> path.startsWith("/bookings/") ? booking.show(path.substring("/bookings/".length())) : null;
        };
    }

    /** @return null: nothing can be done there */
    Page act(String path, Map<String, String> form) {
        return switch (path) {
            case "/attention" -> attention.act(form);
            case "/waitlist" -> waitlist.act(form);
            case "/search" -> search.find(form.getOrDefault("q", "").strip());
            default -> path.startsWith("/bookings/") ? booking.act(path.substring("/bookings/".length()), form) : null;
        };
    }
}
