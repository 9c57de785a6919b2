package dev.interlude.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A part of a service that one person works on; one booking in Cal.com.
 *
 * @param minutes its length
 * @param pause what follows before the next segment; {@link Pause#NONE} after the last and between segments back to
 *     back
 * @param staffRule how the person is chosen relative to the segment before
 * @param eventTypes staff id to the id of their Cal.com event type for this segment; its keys are all who can do it
 * @param optional whether the service can be booked without it
 * @param durations the other lengths it can have, in minutes; each with the event types that have it in Cal.com
 */
public record Segment(
        String key,
        String name,
        int minutes,
        Pause pause,
        StaffRule staffRule,
        Map<String, Long> eventTypes,
        boolean optional,
        Map<Integer, Map<String, Long>> durations) {

    /** A required one of one length. */
    public Segment(
            String key, String name, int minutes, Pause pause, StaffRule staffRule, Map<String, Long> eventTypes) {
        this(key, name, minutes, pause, staffRule, eventTypes, false, Map.of());
    }

    /** The same in each length it can have, the usual one first. */
    public Stream<Segment> inEachLength() {
        return Stream.concat(Stream.of(this), durations.keySet().stream().flatMap(m -> lasting(m).stream()));
    }

    /** The same in another length; empty: it cannot have it. */
    public Optional<Segment> lasting(int length) {
        if (length == minutes) {
            return Optional.of(this);
        }
        return Optional.ofNullable(durations.get(length)).map(types -> {
            var others = new TreeMap<>(durations);
            others.remove(length);
            others.put(minutes, eventTypes);
            return new Segment(key, name, length, pause, staffRule, types, optional, others);
        });
    }

    /** The same with another pause after it. */
    public Segment with(Pause other) {
        return new Segment(key, name, minutes, other, staffRule, eventTypes, optional, durations);
    }

    /** As the first of what is booked: there is no one to compare its staff with. */
    Segment first() {
        return new Segment(key, name, minutes, pause, StaffRule.ANY, eventTypes, optional, durations);
    }

    /** Whose event type that is, in this length. */
    public Optional<String> staffOf(long eventType) {
        return eventTypes.entrySet().stream()
                .filter(e -> e.getValue() == eventType)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
