package dev.interlude.booking;

import java.time.Instant;
import java.util.UUID;

/**
 * One segment as it will be requested from Cal.com.
 *
 * @param id ours, minted before the call; travels in Cal.com's metadata
 * @param account Cal.com account that holds the event type
 */
public record PlannedSegment(
        UUID id,
        UUID booking,
        int position,
        String key,
        String staff,
        String account,
        long eventTypeId,
        Instant start,
        Instant end) {}
