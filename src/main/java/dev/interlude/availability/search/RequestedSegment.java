package dev.interlude.availability.search;

import java.time.Instant;
import java.util.Optional;

/** What a request says about one segment; what it leaves out is chosen for it. */
public record RequestedSegment(String key, Optional<String> staff, Optional<Instant> start) {}
