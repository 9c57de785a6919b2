package dev.interlude.outbox;

import java.util.List;

/** @param secret what its deliveries will be signed with: {@code whsec_} and base64 */
public record SubscriptionRequest(String url, List<String> events, String secret) {}
