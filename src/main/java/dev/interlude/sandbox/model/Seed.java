package dev.interlude.sandbox.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the simulated account holds before the first request.
 *
 * @param administers user id to the ids of the users whose bookings and event types they may handle as if their own
 * @param anonymous the limit of callers without a key, per address
 */
public record Seed(
        List<User> users,
        List<Schedule> schedules,
        List<EventType> eventTypes,
        List<ApiKey> keys,
        Map<Integer, Set<Integer>> administers,
        RateLimit anonymous) {}
