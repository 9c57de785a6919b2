package dev.interlude.sync;

import java.time.Instant;
import java.util.UUID;

/** A run that this node drives. */
public record SyncRun(UUID id, boolean full, boolean dryRun, Instant from, Instant to, Instant startedAt) {}
