package dev.interlude.booking;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a caller asked for, so that something close to it can be offered instead.
 *
 * @param booking nothing but its state is told of it when it is being undone; null before there is one
 * @param staff who must do every segment, or empty for anybody
 */
public record Wanted(java.util.UUID booking, String service, Instant start, ZoneId timeZone, Optional<String> staff) {}
