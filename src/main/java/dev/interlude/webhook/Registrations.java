package dev.interlude.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.webhook.RegistrationPlan.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares what is wished for with what Cal.com has. Webhooks that we did not ask for are left alone. */
public class Registrations {

    /** What the product understands. */
    private static final List<String> UNDERSTOOD = List.of(
            "BOOKING_CREATED",
            "BOOKING_REQUESTED",
            "BOOKING_RESCHEDULED",
            "BOOKING_CANCELLED",
            "BOOKING_REJECTED",
            "BOOKING_NO_SHOW_UPDATED",
            "BOOKING_PAYMENT_INITIATED",
            "BOOKING_PAID",
            "MEETING_ENDED");

    public RegistrationWish wish(String account, JsonNode body) {
        var triggers = new ArrayList<String>();
        body.path("triggers").forEach(trigger -> triggers.add(trigger.asText()));
        return new RegistrationWish(
                account, body.path("subscriberUrl").asText(), triggers.isEmpty() ? UNDERSTOOD : List.copyOf(triggers));
    }

    public RegistrationWish wishNone(String account) {
        return new RegistrationWish(account, null, List.of());
    }

    /** @param atCalcom all webhooks of the account */
    public RegistrationPlan plan(RegistrationWish wish, Registration known, List<WebhookAtCalcom> atCalcom) {
        var url = wish.subscriberUrl();
        var ours = atCalcom.stream()
                .filter(webhook ->
                        known.owns(webhook) || webhook.subscriberUrl().equals(url))
                .toList();
        if (url == null) {
            return new RegistrationPlan(wish, Action.KEEP, null, ids(ours, null));
        }
        // Cal.com takes an address only once: the webhook that has it already must be the one that stays.
        var one = ours.stream()
                .filter(webhook -> webhook.subscriberUrl().equals(url))
                .findFirst()
                .or(() -> ours.stream().findFirst());
        if (one.isEmpty()) {
            return new RegistrationPlan(wish, Action.CREATE, null, List.of());
        }
        var id = one.get().id();
        return new RegistrationPlan(wish, isAsWished(one.get(), wish) ? Action.KEEP : Action.CHANGE, id, ids(ours, id));
    }

    /** As Cal.com has it. */
    public RegistrationView view(Registration known, List<WebhookAtCalcom> atCalcom) {
        return atCalcom.stream()
                .filter(known::owns)
                .findFirst()
                .map(webhook -> new RegistrationView(
                        known.account(), true, webhook.subscriberUrl(), webhook.triggers(), webhook.active()))
                .orElse(new RegistrationView(known.account(), false, null, List.of(), false));
    }

    /** As it has just been brought about. */
    public RegistrationView view(RegistrationPlan plan) {
        var wish = plan.wish();
        var registered = wish.subscriberUrl() != null;
        return new RegistrationView(wish.account(), registered, wish.subscriberUrl(), wish.triggers(), registered);
    }

    private static boolean isAsWished(WebhookAtCalcom webhook, RegistrationWish wish) {
        return webhook.subscriberUrl().equals(wish.subscriberUrl())
                && Set.copyOf(webhook.triggers()).equals(Set.copyOf(wish.triggers()))
                && webhook.active()
                && webhook.plain();
    }

    private static List<String> ids(List<WebhookAtCalcom> webhooks, String but) {
        return webhooks.stream()
                .map(WebhookAtCalcom::id)
                .filter(id -> !id.equals(but))
                .toList();
    }
}
