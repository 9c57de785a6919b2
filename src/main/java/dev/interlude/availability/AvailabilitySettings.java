package dev.interlude.availability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How free times are remembered.
 *
 * @param fresh younger ones are simply used; older ones too, but are read again in the background
 * @param believed older ones are read again before they are used; remembered ones only serve, marked as stale, while
 *     Cal.com cannot be asked
 * @param maxAge older ones are not used at all
 * @param settles for how long Cal.com may still tell what was before a change
 * @param askAgain after Cal.com could not be asked, for how long the same question is not asked again
 * @param patience how long a search waits for Cal.com when nothing is remembered that may be used
 * @param hurry how long it waits when something is
 * @param remembered how many weeks of event types are kept
 * @param weeksAtLeast how many weeks of one event type are read with one call, however few days are asked for
 * @param weeksAtOnce how many at most
 * @param readsAtOnce how many calls are made side by side, over all searches; {@code queue} more may wait
 * @param refreshesAtOnce how many calls of the background refresh are under way at a time
 * @param searchesAtOnce how many searches that came in one request are answered side by side, over all such requests
 * @param readAhead how many of the coming days are read for everybody when the node has started; zero: none
 */
@ConfigurationProperties("interlude.availability")
public record AvailabilitySettings(
        Duration fresh,
        Duration believed,
        Duration maxAge,
        Duration settles,
        Duration askAgain,
        Duration patience,
        Duration hurry,
        long remembered,
        int weeksAtLeast,
        int weeksAtOnce,
        int readsAtOnce,
        int refreshesAtOnce,
        int searchesAtOnce,
        Duration readAhead) {}
