package dev.interlude.ops;

import java.time.DayOfWeek;

/**
 * Bookings that begin in one hour of one weekday.
 *
 * @param half of the range: -1 the earlier, 1 the later, 0 the day between
 */
public record HourCount(DayOfWeek day, int hour, int half, long booked, long cancelled) {}
