package dev.interlude.waitlist;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param offerFor how long a time is held for an entry that does not say it itself
 * @param firstToAccept services whose freed times are offered to several entries at once; the first to accept has it
 * @param toldAtOnce how many entries a time is offered to where the first to accept has it
 * @param unanswered how many offers in a row may end without an answer; then the entry goes to the end of the list
 * @param openPerKey how many open entries a key may have
 * @param openPerCustomer how many open entries a customer may have, by all keys together
 * @param lookAt how many entries are looked at in one transaction
 * @param atOnce how many freed times a node works off one after the other before it looks again
 * @param attempts after how many failures in a row a freed time needs a person
 * @param backOff after the first failure; doubles
 * @param backOffMax between two attempts at most
 * @param keep how long entries that have ended stay readable
 */
@ConfigurationProperties("interlude.waitlist")
public record WaitlistSettings(
        Duration offerFor,
        Set<String> firstToAccept,
        int toldAtOnce,
        int unanswered,
        int openPerKey,
        int openPerCustomer,
        int lookAt,
        int atOnce,
        int attempts,
        Duration backOff,
        Duration backOffMax,
        Duration keep) {

    public OfferMode modeOf(String service) {
        return firstToAccept.contains(service) ? OfferMode.FIRST_TO_ACCEPT : OfferMode.IN_TURN;
    }
}
