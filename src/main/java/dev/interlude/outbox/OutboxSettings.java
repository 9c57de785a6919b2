package dev.interlude.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings under {@code interlude.outbox}, documented in {@code config/application.yaml}. */
@ConfigurationProperties("interlude.outbox")
public record OutboxSettings(
        String source,
        boolean allowPrivateAddresses,
        int atOnce,
        int atOnceEach,
        int followUpsAtOnce,
        boolean followUpsInLine,
        Duration lease,
        int connectTimeout,
        int answerLimit,
        Duration backOff,
        Duration backOffMax,
        Duration giveUpAfter,
        Duration keep,
        int purgeBatch) {}
