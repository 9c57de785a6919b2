package dev.interlude.booking;

import static dev.interlude.availability.WallClock.written;

import dev.interlude.availability.SlotReading;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Pauses as callers see them. */
public class PauseView {

    private final Clock clock;

    public PauseView(Clock clock) {
        this.clock = clock;
    }

    public record Answer(String timeZone, boolean stale, long ageSeconds, List<PauseAnswer> pauses) {}

    public record PauseAnswer(
            UUID bookingId,
            String after,
            String staff,
            String start,
            String end,
            long minutes,
            List<Part> free,
            List<String> fits) {}

    public record Part(String start, String end) {}

    public Answer pauses(PauseWish wish, List<FillablePause> pauses, SlotReading slots) {
        var age = Duration.between(slots.readAt(), clock.instant()).toSeconds();
        return new Answer(
                wish.timeZone().getId(),
                slots.stale(),
                Math.max(0, age),
                pauses.stream().map(pause -> answer(wish, pause)).toList());
    }

    private static PauseAnswer answer(PauseWish wish, FillablePause fillable) {
        var zone = wish.timeZone();
        var pause = fillable.pause();
        var time = pause.time();
        return new PauseAnswer(
                pause.booking(),
                pause.after(),
                pause.staff(),
                written(time.start(), zone),
                written(time.end(), zone),
                Duration.between(time.start(), time.end()).toMinutes(),
                fillable.free().stream()
                        .map(part -> new Part(written(part.start(), zone), written(part.end(), zone)))
                        .toList(),
                fillable.fits());
    }
}
