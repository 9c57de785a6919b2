package dev.interlude.platform;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** The settings under {@code interlude}, documented in {@code config/application.yaml}. */
@ConfigurationProperties("interlude")
public record PlatformSettings(String adminKey, Path dataDir, Database database, Api api, Idempotency idempotency) {

    public record Database(int silence) {}

    public record Api(
            DataSize bodyLimit,
            DataSize webhookBodyLimit,
            Duration bodyTime,
            Duration bodyPause,
            DataSize bodyRate,
            int slowBodiesAtOnce,
            int slowBodiesOfOneSender,
            int requestsAtOnce,
            int webhookRequestsAtOnce,
            int webhookRequestsPerMinute,
            int requestsPerMinute,
            int adminRequestsPerMinute,
            Duration keyMemory,
            int wrongKeysPerMinute) {}

    public record Idempotency(Duration lease, Duration patience, Duration keep) {}
}
