package dev.interlude.booking.holds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param shortest an offer can be held
 * @param longest an offer can be held; a key may have a lower limit of its own
 * @param openPerKey how many offers a key without a limit of its own may hold at a time
 * @param openPerCustomer how many offers may be held for one customer at a time, by all keys together
 * @param keep how long holds that have ended stay readable
 */
@ConfigurationProperties("interlude.holds")
public record HoldSettings(Duration shortest, Duration longest, int openPerKey, int openPerCustomer, Duration keep) {}
