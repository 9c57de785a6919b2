package dev.interlude.outbox;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Clock;

/** Signs events for a subscriber, following Standard Webhooks. */
public class EventSignatures {

    private final Clock clock;

    public EventSignatures(Clock clock) {
        this.clock = clock;
    }

    /** Seconds since 1970. */
    public long now() {
        return clock.instant().getEpochSecond();
    }

    /** @param at seconds since 1970, the same that the header says */
    public String sign(Sending sending, long at, String body) {
        try {
            return new Webhook(sending.secret()).sign(sending.event().id().toString(), at, body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("The secret of subscription " + sending.subscription() + " cannot sign", e);
        }
    }
}
