package dev.interlude.sync;

/**
 * A requested run.
 *
 * @param full everything in the window, else what changed since the watermark
 * @param dryRun only the report
 * @param force instead of one that is under way
 * @param by who asks
 */
public record SyncRequest(boolean full, boolean dryRun, boolean force, String by) {}
