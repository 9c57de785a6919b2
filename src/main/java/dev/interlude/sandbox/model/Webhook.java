package dev.interlude.sandbox.model;

import java.time.Instant;
import java.util.List;

/**
 * Where to send what happens.
 *
 * @param eventTypeId null when it is for all event types of its user
 * @param secret null when deliveries are not signed
 */
public record Webhook(
        String id,
        int userId,
        Long eventTypeId,
        String subscriberUrl,
        List<String> triggers,
        boolean active,
        String secret,
        String payloadTemplate,
        Instant createdAt) {}
