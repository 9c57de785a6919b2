package dev.interlude.availability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param fresh how long free times read from Cal.com are believed
 * @param remembered how many days of event types are kept
 * @param readsAtOnce how many event types are read side by side, over all searches
 */
@ConfigurationProperties("interlude.availability")
public record AvailabilitySettings(Duration fresh, long remembered, int readsAtOnce) {}
