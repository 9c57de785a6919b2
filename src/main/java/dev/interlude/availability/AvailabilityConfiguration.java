package dev.interlude.availability;

import dev.interlude.catalog.Catalog;
import dev.interlude.platform.BoundedPool;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the room that knows when there is time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AvailabilitySettings.class)
class AvailabilityConfiguration {

    @Bean
    SlotCache slotCache(Catalog catalog, AvailabilitySettings settings, Clock clock, MeterRegistry meters) {
        return new SlotCache(catalog, settings, clock, meters);
    }

    @Bean
    AvailabilityRequests availabilityRequests(Catalog catalog, Clock clock) {
        return new AvailabilityRequests(catalog, clock);
    }

    @Bean
    OfferSearches offerSearches(Catalog catalog) {
        return new OfferSearches(catalog);
    }

    @Bean
    AvailabilityView availabilityView(Catalog catalog, Clock clock) {
        return new AvailabilityView(catalog, clock);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService slotReaders(AvailabilitySettings settings) {
        return BoundedPool.of("slot-reader", settings.readsAtOnce());
    }
}
