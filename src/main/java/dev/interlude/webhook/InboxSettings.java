package dev.interlude.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param attempts tries of one delivery before it is a dead letter
 * @param backOff the wait after the first failed try; doubles
 * @param keep how long deliveries are kept that nothing more is done about
 */
@ConfigurationProperties("interlude.webhook")
public record InboxSettings(int attempts, Duration backOff, Duration backOffMax, Duration keep, int purgeBatch) {}
