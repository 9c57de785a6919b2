package dev.interlude.availability;

import java.time.Instant;
import java.util.Optional;

/** What a request says about one segment; what it leaves out is chosen for it. */
public record WishedSegment(String key, Optional<String> staff, Optional<Instant> start) {}
