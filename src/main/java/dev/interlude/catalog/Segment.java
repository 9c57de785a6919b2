package dev.interlude.catalog;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A part of a service that one person works on; one booking in Cal.com.
 *
 * @param usual how long it takes, what follows, what it costs
 * @param staffRule how the person is chosen relative to the segment before
 * @param eventTypes staff id to the id of their Cal.com event type for this segment; its keys are all who can do it
 * @param own event type to the terms of its person, where these are not the usual ones
 * @param optional whether the service can be booked without it
 * @param durations the other lengths it can have, in minutes; each with the event types that have it in Cal.com
 * @param needs what is needed beside the person
 */
public record Segment(
        String key,
        String name,
        Terms usual,
        StaffRule staffRule,
        Map<String, Long> eventTypes,
        Map<Long, Terms> own,
        boolean optional,
        Map<Integer, Map<String, Long>> durations,
        Needs needs) {

    /** A required one of one length, on the same terms whoever does it, without a price or a need of resources. */
    public Segment(
            String key, String name, int minutes, Pause pause, StaffRule staffRule, Map<String, Long> eventTypes) {
        this(key, name, new Terms(minutes, pause, null), staffRule, eventTypes, Map.of(), false, Map.of(), Needs.NONE);
    }

    /** Without a need of resources. */
    public Segment(
            String key,
            String name,
            Terms usual,
            StaffRule staffRule,
            Map<String, Long> eventTypes,
            Map<Long, Terms> own,
            boolean optional,
            Map<Integer, Map<String, Long>> durations) {
        this(key, name, usual, staffRule, eventTypes, own, optional, durations, Needs.NONE);
    }

    /** What it takes when this person does it. */
    public Terms terms(String staff) {
        var eventType = eventTypes.get(staff);
        return eventType == null ? usual : own.getOrDefault(eventType, usual);
    }

    public int minutes(String staff) {
        return terms(staff).minutes();
    }

    /** What follows when this person does it. */
    public Pause pause(String staff) {
        return terms(staff).pause();
    }

    /** The terms of each who can do it. */
    Stream<Terms> termsOfAll() {
        return eventTypes.keySet().stream().map(this::terms);
    }

    /** The same in each length it can have, the usual one first. */
    public Stream<Segment> inEachLength() {
        return Stream.concat(Stream.of(this), durations.keySet().stream().flatMap(m -> lasting(m).stream()));
    }

    /** The same in another length, which the catalog has no price for; empty: it cannot have it. */
    public Optional<Segment> lasting(int length) {
        if (length == usual.minutes()) {
            return Optional.of(this);
        }
        return Optional.ofNullable(durations.get(length)).map(types -> {
            var others = new TreeMap<>(durations);
            others.remove(length);
            others.put(usual.minutes(), eventTypes);
            return new Segment(
                    key, name, new Terms(length, usual.pause(), null), staffRule, types, own, optional, others, needs);
        });
    }

    /** The same with another pause after it, whoever does it. */
    public Segment with(Pause other) {
        return on(terms -> new Terms(terms.minutes(), other, terms.price()));
    }

    /** As the first of what is booked: there is no one to compare its staff with. */
    Segment first() {
        return new Segment(key, name, usual, StaffRule.ANY, eventTypes, own, optional, durations, needs);
    }

    /** The same as part of a visit, where it is always booked in this length. */
    Segment inVisit(String service, StaffRule rule, UnaryOperator<Pause> pauses) {
        var its = on(t -> new Terms(t.minutes(), pauses.apply(t.pause()), t.price()));
        return new Segment(service + "." + key, name, its.usual, rule, eventTypes, its.own, false, Map.of(), needs);
    }

    private Segment on(UnaryOperator<Terms> terms) {
        var others = own.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> terms.apply(e.getValue())));
        return new Segment(key, name, terms.apply(usual), staffRule, eventTypes, others, optional, durations, needs);
    }

    /** Whose event type that is, in this length. */
    public Optional<String> staffOf(long eventType) {
        return eventTypes.entrySet().stream()
                .filter(e -> e.getValue() == eventType)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
