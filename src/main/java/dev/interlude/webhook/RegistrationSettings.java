package dev.interlude.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param lease how long a change whose node died blocks other changes
 * @param patience how long a change waits for another one to end
 */
@ConfigurationProperties("interlude.webhook-registration")
public record RegistrationSettings(Duration lease, Duration patience) {}
