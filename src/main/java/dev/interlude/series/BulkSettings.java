package dev.interlude.series;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param atOnce how many items this node works on at a time
 * @param lease an item whose node went silent for this long is taken by another
 * @param giveUp for how long an item is tried again that Cal.com takes no calls for
 * @param keep how long a bulk and its answers can be read
 */
@ConfigurationProperties("interlude.bulk")
public record BulkSettings(int atOnce, Duration lease, Duration giveUp, Duration keep) {}
