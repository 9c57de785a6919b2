package dev.interlude.webhook;

import java.util.List;

/**
 * What has to be done in Cal.com so that it has exactly the webhook that is wished for.
 *
 * @param calcomId of the webhook to keep or change; null for KEEP where there is to be none
 * @param surplus ids of our other webhooks, which have to go
 */
public record RegistrationPlan(RegistrationWish wish, Action action, String calcomId, List<String> surplus) {

    /** What happens to the one webhook. */
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
