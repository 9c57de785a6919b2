package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A day drawn to scale: a row for each member of staff, time from left to right.
 *
 * @param hours the lines and their labels
 * @param rows names, and where their rows begin
 * @param blocks segments
 * @param gaps pauses, in the row of the person who is free meanwhile
 * @param holds parts of offers that are held while their customers decide
 * @param away when people are away
 * @param closed which resources are closed when, in words
 */
record DayPicture(
        int width,
        int height,
        List<Hour> hours,
        List<Row> rows,
        List<Block> blocks,
        List<Gap> gaps,
        List<Held> holds,
        List<Away> away,
        List<String> closed) {

    private static final int NAMES = 96;
    private static final int TOP = 30;
    private static final int ROW = 64;
    private static final int MINUTE = 2;
    private static final int HUES = 8;
    /** Room for the label of the last hour. */
    private static final int AFTER = 40;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private static final Set<String> GONE = Set.of("CANCELLED", "RELEASED");

    record Hour(int x, String label) {}

    record Row(String name, int y) {}

    /** @param hue which of the colours; one for all segments of an appointment */
    record Block(
            String id, String label, String detail, int x, int y, int width, int hue, String style, String spoken) {}

    /** @param fits what could fill it; empty when nothing does */
    record Gap(String id, int x, int y, int width, int hue, String fits, String spoken) {}

    record Held(String label, String until, int x, int y, int width, String spoken) {}

    record Away(int x, int y, int width, String spoken) {}

    private record Scale(ZonedDateTime midnight, int firstHour, int lastHour, Map<String, Integer> rows) {

        int x(JsonNode moment) {
            return NAMES + MINUTE * (minutes(moment.asText()) - 60 * firstHour);
        }

        int y(String staff) {
            return TOP + ROW * rows.get(staff);
        }

        private int minutes(String moment) {
            var passed =
                    Duration.between(midnight, OffsetDateTime.parse(moment)).toMinutes();
            return (int) Math.max(60L * firstHour, Math.min(60L * lastHour, passed));
        }
    }

    /**
     * @param bookings of the day, as the API shows them
     * @param holds that stand, as the API shows them
     * @param absences that stand, as the API shows them
     * @param fillable the answer of {@code GET /api/v1/pauses}
     * @param flagged ids of bookings that need a person
     */
    static DayPicture of(
            LocalDate day,
            List<JsonNode> bookings,
            List<JsonNode> holds,
            List<JsonNode> absences,
            List<JsonNode> fillable,
            Set<String> flagged,
            Catalog catalog) {
        var scale = scale(day, Stream.concat(bookings.stream(), holds.stream()).toList(), catalog);
        var fits = fillable.stream()
                .collect(Collectors.toMap(
                        DayPicture::place, pause -> fits(pause, catalog), (one, other) -> one, LinkedHashMap::new));
        var blocks = new ArrayList<Block>();
        var gaps = new ArrayList<Gap>();
        for (int i = 0; i < bookings.size(); i++) {
            draw(bookings.get(i), i % HUES, scale, fits, flagged, catalog, blocks, gaps);
        }
        var hours = IntStream.rangeClosed(scale.firstHour, scale.lastHour)
                .mapToObj(hour -> new Hour(NAMES + MINUTE * 60 * (hour - scale.firstHour), "%02d:00".formatted(hour)))
                .toList();
        var rows = scale.rows.keySet().stream()
                .map(staff -> new Row(Appointment.staff(staff, catalog), scale.y(staff)))
                .toList();
        return new DayPicture(
                NAMES + MINUTE * 60 * (scale.lastHour - scale.firstHour) + AFTER,
                TOP + ROW * rows.size() + 4,
                hours,
                rows,
                blocks,
                gaps,
                holds.stream().flatMap(hold -> held(hold, scale, catalog)).toList(),
                absences.stream()
                        .filter(absence ->
                                scale.rows.containsKey(absence.path("staff").asText()))
                        .map(absence -> away(absence, scale, catalog))
                        .toList(),
                absences.stream()
                        .filter(absence -> absence.hasNonNull("resource"))
                        .map(DayPicture::closed)
                        .toList());
    }

    /** Without the reason, which is not the business of all who see the diary. */
    private static Away away(JsonNode absence, Scale scale, Catalog catalog) {
        var staff = absence.path("staff").asText();
        var x = scale.x(absence.path("from"));
        return new Away(
                x,
                scale.y(staff),
                Math.max(4, scale.x(absence.path("to")) - x),
                Appointment.staff(staff, catalog) + " is away " + fromTo(absence));
    }

    private static String closed(JsonNode absence) {
        var unit = absence.hasNonNull("unit") ? " " + absence.path("unit").asText() : "";
        return absence.path("resource").asText() + unit + " is closed " + fromTo(absence);
    }

    private static String fromTo(JsonNode absence) {
        return "from %s to %s"
                .formatted(
                        MOMENT.format(OffsetDateTime.parse(absence.path("from").asText())),
                        MOMENT.format(OffsetDateTime.parse(absence.path("to").asText())));
    }

    private static Stream<Held> held(JsonNode hold, Scale scale, Catalog catalog) {
        var until =
                "until " + TIME.format(OffsetDateTime.parse(hold.path("endsAt").asText()));
        return StreamSupport.stream(hold.path("segments").spliterator(), false).map(segment -> {
            var x = scale.x(segment.path("start"));
            var staff = segment.path("staff").asText();
            var label = Appointment.part(hold, segment, catalog);
            return new Held(
                    label,
                    until,
                    x,
                    scale.y(staff),
                    Math.max(4, scale.x(segment.path("end")) - x),
                    Appointment.time(segment) + " " + Appointment.staff(staff, catalog) + ": " + label + ", "
                            + Appointment.service(hold, catalog) + ", held for a customer " + until);
        });
    }

    private static void draw(
            JsonNode booking,
            int hue,
            Scale scale,
            Map<String, String> fits,
            Set<String> flagged,
            Catalog catalog,
            List<Block> blocks,
            List<Gap> gaps) {
        var id = booking.path("id").asText();
        var style = flagged.contains(id) ? "flagged" : style(booking);
        var staffOf = new LinkedHashMap<String, String>();
        for (var segment : booking.path("segments")) {
            var staff = segment.path("staff").asText();
            staffOf.put(segment.path("key").asText(), staff);
            var x = scale.x(segment.path("start"));
            var width = Math.max(4, scale.x(segment.path("end")) - x);
            var spoken = Appointment.time(segment) + " " + Appointment.staff(staff, catalog) + ": "
                    + Appointment.part(booking, segment, catalog) + ", " + Appointment.service(booking, catalog) + ", "
                    + (GONE.contains(segment.path("status").asText())
                            ? "cancelled in Cal.com"
                            : Appointment.status(booking.path("status").asText()));
            blocks.add(new Block(
                    id,
                    Appointment.part(booking, segment, catalog),
                    name(booking.at("/attendee/name").asText(""), width),
                    x,
                    scale.y(staff),
                    width,
                    hue,
                    GONE.contains(segment.path("status").asText()) ? "gone" : style,
                    spoken));
        }
        for (var pause : booking.path("pauses")) {
            var staff = staffOf.get(pause.path("after").asText());
            var x = scale.x(pause.path("start"));
            var could = fits.getOrDefault(id + pause.path("after").asText(), "");
            gaps.add(new Gap(
                    id,
                    x,
                    scale.y(staff),
                    Math.max(4, scale.x(pause.path("end")) - x),
                    hue,
                    could,
                    "Pause " + Appointment.time(pause) + ", " + Appointment.staff(staff, catalog) + " is free"
                            + (could.isEmpty() ? "" : ": " + could)));
        }
    }

    /** The first name only where the whole would be cut. */
    private static String name(String name, int width) {
        return width < 90 ? name.split(" ")[0] : name;
    }

    private static String style(JsonNode booking) {
        return switch (booking.path("status").asText()) {
            case "BOOKING", "PENDING", "RESCHEDULING", "COMPENSATING", "CANCEL_PENDING" -> "held";
            default -> booking.path("origin").asText().equals("calcom") ? "others" : "ours";
        };
    }

    private static String place(JsonNode pause) {
        return pause.path("bookingId").asText() + pause.path("after").asText();
    }

    private static String fits(JsonNode pause, Catalog catalog) {
        var names = new ArrayList<String>();
        pause.path("fits")
                .forEach(id -> names.add(
                        catalog.service(id.asText()).map(Service::name).orElse(id.asText())));
        return String.join(", ", names);
    }

    private static Scale scale(LocalDate day, List<JsonNode> bookings, Catalog catalog) {
        var midnight = day.atStartOfDay(catalog.timeZone());
        int first = 8 * 60;
        int last = 18 * 60;
        var rows = new LinkedHashMap<String, Integer>();
        catalog.staff().keySet().forEach(staff -> rows.put(staff, rows.size()));
        for (var booking : bookings) {
            for (var segment : booking.path("segments")) {
                first = Math.min(first, minute(midnight, segment.path("start")));
                last = Math.max(last, minute(midnight, segment.path("end")));
                rows.putIfAbsent(segment.path("staff").asText(), rows.size());
            }
        }
        return new Scale(midnight, Math.max(0, first / 60), Math.min(25, (last + 59) / 60), rows);
    }

    private static int minute(ZonedDateTime midnight, JsonNode moment) {
        return (int) Duration.between(midnight, OffsetDateTime.parse(moment.asText()))
                .toMinutes();
    }
}
