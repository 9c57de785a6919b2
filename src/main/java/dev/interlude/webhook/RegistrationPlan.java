package dev.interlude.webhook;

import java.util.List;

/**
 * The changes at Cal.com that lead to exactly the requested webhook.
 *
 * @param calcomId of the webhook to keep or change; null for KEEP where there is to be none
 * @param surplus ids of our other webhooks, which have to go
 */
public record RegistrationPlan(RegistrationRequest request, Action action, String calcomId, List<String> surplus) {

    /** What to do with the webhook. */
    public enum Action {
        CREATE,
        CHANGE,
        KEEP
    }

    public boolean isCreate() {
        return action == Action.CREATE;
    }

    public boolean isChange() {
        return action == Action.CHANGE;
    }
}
