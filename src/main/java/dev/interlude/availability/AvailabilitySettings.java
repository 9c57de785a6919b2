package dev.interlude.availability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How free times are cached.
 *
 * @param fresh younger ones are used as they are; older ones too, but are refreshed in the background
 * @param believed older ones are read again before use; they serve, marked as stale, only while Cal.com cannot be
 *     reached
 * @param maxAge older ones are not used at all
 * @param settles for how long Cal.com may still show the state before a change
 * @param askAgain how long a failed read is not repeated
 * @param patience how long a search takes at most unless its caller says otherwise; what has not been read by then is
 *     left out
 * @param patienceMax the longest that a caller may ask for, and how long a booking waits for Cal.com
 * @param hurry how long it waits if cached times could serve
 * @param remembered how many weeks of event types are kept
 * @param weeksAtLeast how many weeks of one event type are read with one call, however few days are asked for
 * @param weeksAtOnce how many at most
 * @param readsAtOnce how many calls run in parallel, over all searches; {@code queue} more may wait
 * @param refreshesAtOnce how many background refresh calls run at a time
 * @param searchesAtOnce how many searches of bulk requests run in parallel, over all such requests
 * @param readAhead how many of the coming days are read when the node starts; zero: none
 * @param horizonDays how many days ahead a service can be booked unless the catalog says otherwise
 */
@ConfigurationProperties("interlude.availability")
public record AvailabilitySettings(
        Duration fresh,
        Duration believed,
        Duration maxAge,
        Duration settles,
        Duration askAgain,
        Duration patience,
        Duration patienceMax,
        Duration hurry,
        long remembered,
        int weeksAtLeast,
        int weeksAtOnce,
        int readsAtOnce,
        int refreshesAtOnce,
        int searchesAtOnce,
        Duration readAhead,
        int horizonDays) {}
