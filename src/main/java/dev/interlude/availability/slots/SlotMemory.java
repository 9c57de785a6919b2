package dev.interlude.availability.slots;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.interlude.availability.AvailabilitySettings;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The cached state of each week: its slots, a recent read failure, and whether a diary has just changed. */
final class SlotMemory {

    private static final Set<ProblemCode> SILENCE =
            Set.of(ProblemCode.CALCOM_UNAVAILABLE, ProblemCode.CALCOM_MALFORMED, ProblemCode.UNAVAILABLE);

    private final AvailabilitySettings settings;
    private final Clock clock;
    private final Cache<SlotWeek, KnownSlots> slots;
    private final Cache<SlotWeek, Problem> failures;
    private final Cache<SlotWeek, Boolean> changes;
    private final AtomicLong versions = new AtomicLong();

    SlotMemory(AvailabilitySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.slots = bounded(settings.maxAge());
        this.failures = bounded(settings.askAgain());
        this.changes = bounded(settings.settles());
    }

    /** Another one after each change. */
    long version() {
        return versions.get();
    }

    /** Null if nothing usable is cached. */
    KnownSlots slots(SlotWeek week) {
        var known = slots.getIfPresent(week);
        return known != null && known.isYounger(settings.maxAge(), clock.instant()) ? known : null;
    }

    /** Why it could not be read a moment ago, or null. */
    Problem failure(SlotWeek week) {
        return failures.getIfPresent(week);
    }

    Set<SlotWeek> weeks() {
        return slots.asMap().keySet();
    }

    long size() {
        return slots.estimatedSize();
    }

    Map<String, Object> figures() {
        var now = clock.instant();
        var ages = slots.asMap().values().stream()
                .filter(known -> known.isYounger(settings.maxAge(), now))
                .mapToLong(known -> Duration.between(known.readAt(), now).toSeconds())
                .summaryStatistics();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("weeks", ages.getCount());
        figures.put("newest_seconds", ages.getCount() == 0 ? null : ages.getMin());
        figures.put("oldest_seconds", ages.getCount() == 0 ? null : ages.getMax());
        return figures;
    }

    KnownSlots keep(SlotWeek week, Collection<Instant> starts, boolean outdated) {
        var now = clock.instant();
        var unsettled = changes.getIfPresent(week) != null;
        var known =
                KnownSlots.of(week, starts, now, now.plus(unsettled ? settings.settles() : settings.fresh()), outdated);
        slots.put(week, known);
        failures.invalidate(week);
        versions.incrementAndGet();
        return known;
    }

    void fail(SlotWeek week, Problem problem) {
        failures.put(week, problem);
        if (isSilence(problem)) {
            slots.asMap().computeIfPresent(week, (same, known) -> known.unansweredNow());
        }
        versions.incrementAndGet();
    }

    void change(SlotWeek week) {
        changes.put(week, true);
        slots.asMap().computeIfPresent(week, (same, known) -> known.outdatedNow());
        versions.incrementAndGet();
    }

    /** Whether Cal.com gave no answer about the slots. */
    static boolean isSilence(Problem problem) {
        return SILENCE.contains(problem.code());
    }

    private <V> Cache<SlotWeek, V> bounded(Duration life) {
        return Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(life)
                .maximumSize(settings.remembered())
                .build();
    }
}
