package dev.interlude.webhook;

import java.util.List;

/**
 * The webhook we have registered for an account.
 *
 * @param subscriberUrl where to; null where nothing is registered
 * @param formerUrl where an earlier registration, whose deletion is unconfirmed, may still point to, or null
 * @param calcomId Cal.com's id of the webhook; null as long as it is not known
 */
public record Registration(
        String account, String subscriberUrl, String formerUrl, List<String> triggers, String calcomId) {

    public static Registration none(String account) {
        return new Registration(account, null, null, List.of(), null);
    }

    /** Whether a webhook in Cal.com is one we have asked for. */
    boolean owns(WebhookAtCalcom webhook) {
        return webhook.id().equals(calcomId)
                || webhook.subscriberUrl().equals(subscriberUrl)
                || webhook.subscriberUrl().equals(formerUrl);
    }
}
