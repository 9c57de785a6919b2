package dev.interlude.sandbox.model;

import java.time.ZoneId;

/** A user: host of bookings, owner of event types, holder of a key. */
public record User(
        int id,
        String name,
        String email,
        String username,
        ZoneId timeZone,
        String locale,
        int defaultScheduleId,
        int timeFormat,
        String weekStart) {}
