package dev.interlude.webhook;

import java.util.UUID;

/**
 * Which deliveries to list, the latest first; null means any.
 *
 * @param before the last one of the page before
 */
public record DeliveryFilter(DeliveryStatus status, int limit, UUID before) {}
