package dev.interlude.availability;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.interlude.availability.slots.SlotCache;
import dev.interlude.availability.slots.SlotReading;
import dev.interlude.platform.Json;
import dev.interlude.platform.work.Changes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Answers to searches, remembered for a moment as they were written: who asks the same again gets the same, unless this node has
 * changed something or learned of other free times since. Only what was complete and came from memory is remembered.
 */
public final class RememberedAnswers {

    private static final long MOST_BYTES = 32L << 20;

    private final Cache<JsonNode, Known> known;
    private final SlotCache slots;
    private final Changes changes;
    private final Json json;
    private final Clock clock;

    /** @param weeks how many were looked up for it */
    private record Known(long changes, long slots, Instant readAt, long ageSeconds, int weeks, byte[] answer) {}

    /** One search, and its answer as soon as there is one. The versions are those from before it began. */
    public static final class Remembered {
        private final JsonNode query;
        private final long changes;
        private final long slots;
        private byte[] answer;

        private Remembered(JsonNode query, long changes, long slots) {
            this.query = query;
            this.changes = changes;
            this.slots = slots;
        }

        public boolean isMissing() {
            return answer == null;
        }

        /** JSON. */
        public byte[] answer() {
            return answer;
        }
    }

    /** @param forHowLong zero: nothing is remembered */
    public RememberedAnswers(SlotCache slots, Changes changes, Json json, Clock clock, Duration forHowLong) {
        this.slots = slots;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((JsonNode query, Known one) -> one.answer().length)
                .expireAfterWrite(forHowLong)
                .build();
    }

    /** @param query all parameters of the search */
    public Remembered look(JsonNode query) {
        var search = new Remembered(query, changes.version(), slots.version());
        var last = known.getIfPresent(query);
        if (last != null
                && last.changes() == search.changes
                && last.slots() == search.slots
                && age(last.readAt()) == last.ageSeconds()) {
            slots.usedAgain(last.weeks(), last.readAt());
            search.answer = last.answer();
        }
        return search;
    }

    public void keep(Remembered search, SlotReading reading, AvailabilityAnswer answer) {
        search.answer = json.bytes(answer);
        if (reading.isCached()) {
            known.put(
                    search.query,
                    new Known(
                            search.changes,
                            search.slots,
                            reading.readAt(),
                            answer.ageSeconds(),
                            reading.weekCount(),
                            search.answer));
        }
    }

    private long age(Instant readAt) {
        return Math.max(0, Duration.between(readAt, clock.instant()).toSeconds());
    }
}
