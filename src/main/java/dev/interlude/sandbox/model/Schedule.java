package dev.interlude.sandbox.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** When a user can be booked: weekly hours in a zone, and days on which other hours hold. */
public record Schedule(
        int id,
        int ownerId,
        String name,
        ZoneId timeZone,
        boolean isDefault,
        List<Hours> availability,
        List<Override> overrides) {

    /** From {@code start} to {@code end} of wall-clock time on each of the days. */
    public record Hours(Set<DayOfWeek> days, LocalTime start, LocalTime end) {}

    /** The hours of one date instead of the weekly ones; equal times: nothing on that day. */
    public record Override(LocalDate date, LocalTime start, LocalTime end) {}
}
