package dev.interlude.calcom;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.Priority;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How Cal.com is reached.
 *
 * @param accounts by the id the catalog uses
 * @param versions endpoint group (bookings, slots, event-types) to the value of {@code cal-api-version} it needs;
 *     webhooks and me need none, and get no such header
 * @param connectTimeout for a connection, from the network or from the pool
 * @param responseTimeout for an answer
 * @param longestCall how long a call may keep running at Cal.com after we lost the connection
 * @param connections open at a time, in all
 * @param patience how long a call may wait for its share of the budget, by priority
 */
@ConfigurationProperties("interlude.calcom")
public record CalcomSettings(
        Map<String, AccountSettings> accounts,
        Map<String, String> versions,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration longestCall,
        int connections,
        Map<Priority, Duration> patience,
        Breaker breaker,
        Retry retry) {

    /**
     * @param baseUrl without {@code /v2}
     * @param webhookSecret what Cal.com signs its webhooks with
     * @param formerWebhookSecret accepted too while the secret is changed, or empty
     * @param staffKeys {@code staff=key} pairs with commas between: keys of the staff's own, which only register webhooks
     * @param calls Cal.com allows this key in a {@code period}; null for 120
     * @param period null for a minute
     * @param burst of these calls at once; null for a fifth
     */
    public record AccountSettings(
            String baseUrl,
            String apiKey,
            String webhookSecret,
            String formerWebhookSecret,
            String staffKeys,
            Integer calls,
            Duration period,
            Integer burst) {

        /** The same Cal.com with another key. */
        AccountSettings withKey(String key) {
            return new AccountSettings(baseUrl, key, webhookSecret, formerWebhookSecret, null, calls, period, burst);
        }

        /** Without the keys and secrets: records end up in logs. */
        @Override
        public String toString() {
            return "AccountSettings[" + baseUrl + "]";
        }

        Allowance allowance() {
            return Allowance.of(calls == null ? 120 : calls, period == null ? Duration.ofMinutes(1) : period, burst);
        }
    }

    /**
     * @param window number of last calls considered
     * @param judgeFrom minimum calls before it may open
     * @param failureRate in percent, at which it opens
     * @param openFor before the first probes are sent
     * @param probes that decide whether it closes
     */
    public record Breaker(int window, int judgeFrom, float failureRate, Duration openFor, int probes) {}

    /**
     * @param reads how often a read is tried, the first time included
     * @param deadline for all tries together
     * @param pause after the first; doubles
     */
    public record Retry(int reads, Duration deadline, Duration pause, Duration pauseMax) {}
}
