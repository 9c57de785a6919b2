package dev.interlude.waitlist;

import dev.interlude.platform.Beans;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.waitlist.jdbc.AcceptLedger;
import dev.interlude.waitlist.jdbc.EndedOffers;
import dev.interlude.waitlist.jdbc.EntryLedger;
import dev.interlude.waitlist.jdbc.EntryReader;
import dev.interlude.waitlist.jdbc.FreedTimes;
import dev.interlude.waitlist.jdbc.OfferLedger;
import dev.interlude.waitlist.jdbc.StuckFreedTimes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that keeps the waiting list. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WaitlistSettings.class)
@Beans({
    AcceptLedger.class,
    EndedOffers.class,
    EntryLedger.class,
    EntryReader.class,
    EntryRequests.class,
    EntryView.class,
    FreedTimes.class,
    OfferLedger.class,
    WaitlistMeters.class
})
class WaitlistConfiguration {

    @Bean
    @Order(68)
    StuckFreedTimes stuckFreedTimes(JdbcClient jdbc, OperatorActions actions) {
        return new StuckFreedTimes(jdbc, actions);
    }
}
