package dev.interlude.waitlist;

import dev.interlude.waitlist.Entry.Status;
import java.util.UUID;

/**
 * Which entries a caller wants to see.
 *
 * @param caller name of the API key that made them; null: any
 * @param status null: any
 * @param after the last entry of the page before; null: from the first
 */
public record EntryFilter(String caller, Status status, int limit, UUID after) {}
