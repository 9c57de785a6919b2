package dev.interlude.booking;

import dev.interlude.availability.Wish;
import java.time.ZoneId;

/** What a caller asked for, and the zone to answer in, so that something close to it can be offered instead. */
public record Wanted(Wish wish, ZoneId timeZone) {}
