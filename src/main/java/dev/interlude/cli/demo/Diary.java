package dev.interlude.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Draws Cal.com's bookings of a morning, one line per host. */
final class Diary {

    private static final int MINUTES_A_CHARACTER = 3;

    private record Entry(String host, LocalTime start, LocalTime end, String label) {}

    private final List<Entry> entries = new ArrayList<>();
    private final LocalTime from;
    private final LocalTime to;

    /** @param bookings as Cal.com lists them; cancelled ones are left out */
    Diary(JsonNode bookings, ZoneId zone, LocalTime from, LocalTime to) {
        this.from = from;
        this.to = to;
        for (var booking : bookings) {
            if ("accepted".equals(booking.path("status").asText())) {
                entries.add(new Entry(
                        booking.path("hosts").path(0).path("name").asText(),
                        local(booking.path("start").asText(), zone),
                        local(booking.path("end").asText(), zone),
                        booking.path("attendees").path(0).path("name").asText()));
            }
        }
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(" ".repeat(8) + hours());
        for (var host : new TreeSet<>(entries.stream().map(Entry::host).toList())) {
            lines.add("%-8s".formatted(host) + line(host));
        }
        return lines;
    }

    private String line(String host) {
        var line = new char[column(to)];
        Arrays.fill(line, '·');
        for (var entry : entries) {
            if (entry.host().equals(host)) {
                var start = column(entry.start());
                var end = column(entry.end());
                Arrays.fill(line, start, end, '█');
                var label = " " + entry.label() + " ";
                for (int i = 0; i < label.length() && start + 1 + i < end - 1; i++) {
                    line[start + 1 + i] = label.charAt(i);
                }
            }
        }
        return new String(line);
    }

    private String hours() {
        var hours = new StringBuilder();
        for (var time = from; time.isBefore(to); time = time.plusMinutes(30)) {
            hours.append("%-10s".formatted(time));
        }
        return hours.toString();
    }

    private int column(LocalTime time) {
        var column = (int) (Duration.between(from, time).toMinutes() / MINUTES_A_CHARACTER);
        return Math.max(0, Math.min(column, (int) (Duration.between(from, to).toMinutes() / MINUTES_A_CHARACTER)));
    }

    private static LocalTime local(String time, ZoneId zone) {
        return OffsetDateTime.parse(time).atZoneSameInstant(zone).toLocalTime();
    }
}
