package dev.interlude.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param lease a change of the registration whose node has died blocks others for so long
 * @param patience how long a change waits for another one to end
 */
@ConfigurationProperties("interlude.webhook-registration")
public record RegistrationSettings(Duration lease, Duration patience) {}
