package dev.interlude.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that has happened, as upstream systems are told of it.
 *
 * @param position in the one order that everybody reads, from 1, without gaps
 * @param subject what it is about; what has the same subject is told in order
 * @param data JSON
 */
public record Event(UUID id, long position, String type, String subject, Instant at, String data) {}
