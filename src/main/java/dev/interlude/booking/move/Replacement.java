package dev.interlude.booking.move;

import dev.interlude.booking.PlannedSegment;
import java.util.UUID;

/**
 * A segment of a booking that is booked anew: by another person, or because Cal.com has lost it.
 *
 * @param segment what is to be booked
 * @param replaces the id of the segment whose place it takes
 */
public record Replacement(PlannedSegment segment, UUID replaces) {}
