package dev.interlude.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * A part of a service that one person works on; one booking in Cal.com.
 *
 * @param minutes its length
 * @param pause what follows before the next segment; {@link Pause#NONE} after the last and between segments back to
 *     back
 * @param staffRule how the person is chosen relative to the segment before
 * @param eventTypes staff id to the id of their Cal.com event type for this segment; its keys are all who can do it
 */
public record Segment(
        String key, String name, int minutes, Pause pause, StaffRule staffRule, Map<String, Long> eventTypes) {

    /** Whose event type that is. */
    public Optional<String> staffOf(long eventType) {
        return eventTypes.entrySet().stream()
                .filter(e -> e.getValue() == eventType)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
