package dev.interlude.sandbox.model;

import java.time.ZoneId;

/** Somebody with an account: a host of bookings, an owner of event types, the holder of a key. */
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
