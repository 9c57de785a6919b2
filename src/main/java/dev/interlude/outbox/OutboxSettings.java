package dev.interlude.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What {@code config/application.yaml} says under {@code interlude.outbox}; its meanings are written there. */
@ConfigurationProperties("interlude.outbox")
public record OutboxSettings(
        String source,
        boolean allowPrivateAddresses,
        int atOnce,
        int atOnceEach,
        Duration lease,
        int connectTimeout,
        int answerLimit,
        Duration backOff,
        Duration backOffMax,
        Duration giveUpAfter,
        Duration keep,
        int purgeBatch) {}
