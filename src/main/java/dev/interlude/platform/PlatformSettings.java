package dev.interlude.platform;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** What {@code config/application.yaml} says under {@code interlude}; its meanings are written there. */
@ConfigurationProperties("interlude")
public record PlatformSettings(String adminKey, Path dataDir, Api api, Idempotency idempotency) {

    public record Api(
            DataSize bodyLimit,
            DataSize webhookBodyLimit,
            int webhookRequestsPerMinute,
            int requestsPerMinute,
            int adminRequestsPerMinute,
            Duration keyMemory) {}

    public record Idempotency(Duration lease, Duration patience, Duration keep) {}
}
