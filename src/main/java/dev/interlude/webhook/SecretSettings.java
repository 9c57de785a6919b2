package dev.interlude.webhook;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The secrets Cal.com signs its webhooks with, by account. */
@ConfigurationProperties("interlude.calcom")
public record SecretSettings(Map<String, Secrets> accounts) {

    /** @param formerWebhookSecret accepted too, while the secret is being changed */
    public record Secrets(String webhookSecret, String formerWebhookSecret) {

        @Override
        public String toString() {
            return "Secrets";
        }
    }
}
