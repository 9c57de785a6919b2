package dev.interlude.booking.move;

import dev.interlude.availability.search.PlanRequest;
import java.util.List;

/**
 * What is to be changed about a booking beyond its time.
 *
 * @param ways to arrange what is wanted, the one that leaves most as it is first
 * @param dryRun whether only to say what would happen
 */
public record Change(List<PlanRequest> ways, boolean dryRun) {}
