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
 */
@ConfigurationProperties("interlude.calcom")
public record CalcomSettings(
        Map<String, AccountSettings> accounts,
        Map<String, String> versions,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration longestCall,
        int connections) {

    /** @param baseUrl without {@code /v2}; @param webhookSecret what Cal.com signs its webhooks with */
    public record AccountSettings(String baseUrl, String apiKey, String webhookSecret) {}
}
