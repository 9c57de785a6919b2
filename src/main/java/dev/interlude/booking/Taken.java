package dev.interlude.booking;

import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import java.util.List;
import java.util.Map;

/**
 * What offers are subject to beside Cal.com's free times.
 *
 * @param held staff to the times at which they are not free
 * @param turns whose turn it is among staff who could equally do it
 */
public record Taken(Map<String, List<Interval>> held, FullDays fullDays, FreeUnits units, Turns turns) {}
