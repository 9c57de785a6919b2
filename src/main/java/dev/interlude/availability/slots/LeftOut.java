package dev.interlude.availability.slots;

import dev.interlude.platform.problems.Problem;
import java.time.Instant;

/** Days of an event type that a reading lacks, and why. */
public record LeftOut(long eventTypeId, Instant from, Instant to, Problem why) {}
