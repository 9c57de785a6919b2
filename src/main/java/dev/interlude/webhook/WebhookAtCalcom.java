package dev.interlude.webhook;

import java.util.List;

/**
 * A webhook as Cal.com has it.
 *
 * @param plain whether it signs with the account's secret and leaves the payload as it is
 */
public record WebhookAtCalcom(String id, String subscriberUrl, List<String> triggers, boolean active, boolean plain) {}
