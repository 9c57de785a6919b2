package dev.interlude.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, as sent to upstream systems.
 *
 * @param position in the total order, from 1, without gaps
 * @param subject what it is about; events with the same subject are delivered in order
 * @param data JSON
 */
public record Event(UUID id, long position, String type, String subject, Instant at, String data) {}
