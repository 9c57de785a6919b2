package dev.interlude.pauses;

import static dev.interlude.availability.WallClock.written;

import dev.interlude.availability.slots.SlotReading;
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

    public Answer pauses(PauseFilter filter, List<FillablePause> pauses, SlotReading slots) {
        var age = Duration.between(slots.readAt(), clock.instant()).toSeconds();
        return new Answer(
                filter.timeZone().getId(),
                slots.stale(),
                Math.max(0, age),
                pauses.stream().map(pause -> answer(filter, pause)).toList());
    }

    private static PauseAnswer answer(PauseFilter filter, FillablePause fillable) {
        var zone = filter.timeZone();
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
