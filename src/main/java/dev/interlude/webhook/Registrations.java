package dev.interlude.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.webhook.RegistrationPlan.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares the requested registration with Cal.com's webhooks. Webhooks that are not ours are left alone. */
public class Registrations {

    /** The supported triggers. */
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

    public RegistrationRequest request(String account, JsonNode body) {
        var triggers = new ArrayList<String>();
        body.path("triggers").forEach(trigger -> triggers.add(trigger.asText()));
        return new RegistrationRequest(
                account, body.path("subscriberUrl").asText(), triggers.isEmpty() ? UNDERSTOOD : List.copyOf(triggers));
    }

    /** The same request for another key. */
    public RegistrationRequest requestFor(RegistrationRequest request, String key) {
        return request.with(key);
    }

    public RegistrationRequest requestNone(String account) {
        return new RegistrationRequest(account, null, List.of());
    }

    /** @param atCalcom all webhooks of the account */
    public RegistrationPlan plan(RegistrationRequest request, Registration known, List<WebhookAtCalcom> atCalcom) {
        var url = request.subscriberUrl();
        var ours = atCalcom.stream()
                .filter(webhook ->
                        known.owns(webhook) || webhook.subscriberUrl().equals(url))
                .toList();
        if (url == null) {
            return new RegistrationPlan(request, Action.KEEP, null, ids(ours, null));
        }
        // Cal.com accepts an address only once, so the webhook that already has it must stay.
        var one = ours.stream()
                .filter(webhook -> webhook.subscriberUrl().equals(url))
                .findFirst()
                .or(() -> ours.stream().findFirst());
        if (one.isEmpty()) {
            return new RegistrationPlan(request, Action.CREATE, null, List.of());
        }
        var id = one.get().id();
        return new RegistrationPlan(
                request, matches(one.get(), request) ? Action.KEEP : Action.CHANGE, id, ids(ours, id));
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

    /** As just registered. */
    public RegistrationView view(RegistrationPlan plan) {
        var request = plan.request();
        var registered = request.subscriberUrl() != null;
        return new RegistrationView(
                request.account(), registered, request.subscriberUrl(), request.triggers(), registered);
    }

    private static boolean matches(WebhookAtCalcom webhook, RegistrationRequest request) {
        return webhook.subscriberUrl().equals(request.subscriberUrl())
                && Set.copyOf(webhook.triggers()).equals(Set.copyOf(request.triggers()))
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
