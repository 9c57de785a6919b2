package dev.interlude.series;

import dev.interlude.platform.Beans;
import dev.interlude.platform.CalledRoute;
import dev.interlude.saga.AdoptingRoute;
import dev.interlude.series.jdbc.AdoptingLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires adoption: finishing the bookings of a dead node. */
@Configuration(proxyBeanMethods = false)
@Beans({AdoptingLedger.class})
class AdoptionConfiguration {

    @Bean
    AdoptingRoute adoptingRoute() {
        return () -> "direct:booking-adopt";
    }

    @Bean
    CalledRoute adopt() {
        return new CalledRoute(
                "booking-adopt",
                "booking/adopt.camel.yaml",
                "recovery calls when the node that placed a booking is gone");
    }

    @Bean
    CalledRoute releaseSegment() {
        return new CalledRoute(
                "booking-release-segment", "booking/release.camel.yaml", "sagas call to undo a booking at Cal.com");
    }
}
