package dev.interlude.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param storeLimit seconds within which a delivery is stored, or refused
 * @param attempts tries of one delivery before it is a dead letter
 * @param backOff the wait after the first failed try; doubles
 * @param keep how long finished deliveries are kept
 * @param settles how long Cal.com may still show a booking after announcing its end
 */
@ConfigurationProperties("interlude.webhook")
public record InboxSettings(
        int storeLimit,
        int attempts,
        Duration backOff,
        Duration backOffMax,
        Duration keep,
        int purgeBatch,
        Duration settles) {}
