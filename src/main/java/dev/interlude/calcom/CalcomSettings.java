package dev.interlude.calcom;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How Cal.com is reached.
 *
 * @param accounts by the id the catalog uses
 * @param versions endpoint group (bookings, slots, event-types) to the value of {@code cal-api-version} it needs; webhooks and me need
 *     none, and get no such header
 * @param connectTimeout for a connection, from the network or from the pool
 * @param responseTimeout for an answer
 * @param longestCall how long Cal.com may go on with a call whose caller has lost sight of it
 * @param connections open at a time, in all
 * @param patience how long a call may wait for its share of the budget, by its class
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
     * @param calls Cal.com allows this key in a {@code period}; null for 120
     * @param period null for a minute
     * @param burst of these calls at once; null for a fifth
     */
    public record AccountSettings(
            String baseUrl,
            String apiKey,
            String webhookSecret,
            String formerWebhookSecret,
            Integer calls,
            Duration period,
            Integer burst) {

        Allowance allowance() {
            return Allowance.of(calls == null ? 120 : calls, period == null ? Duration.ofMinutes(1) : period, burst);
        }
    }

    /**
     * @param window of the last calls that are looked at
     * @param judgeFrom so many of them on
     * @param failureRate in percent, from which on it opens
     * @param openFor until the first probes go
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
