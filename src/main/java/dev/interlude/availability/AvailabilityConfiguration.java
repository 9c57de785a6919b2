package dev.interlude.availability;

import dev.interlude.availability.slots.SlotCache;
import dev.interlude.availability.slots.SlotWait;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Beans;
import dev.interlude.platform.BoundedPool;
import dev.interlude.platform.Json;
import dev.interlude.platform.work.Changes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the room of free times and offers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AvailabilitySettings.class)
@Beans({
    AvailabilityRequests.class,
    AvailabilityView.class,
    BulkAnswers.class,
    BulkQueries.class,
    SlotCache.class,
    SlotWait.class
})
class AvailabilityConfiguration {

    @Bean
    Horizon horizon(Clock clock, AvailabilitySettings settings, Catalog catalog) {
        return new Horizon(clock, settings.horizonDays(), catalog.timeZone());
    }

    @Bean
    OfferSearches offerSearches(Catalog catalog, Clock clock, Horizon horizon, AvailabilitySettings settings) {
        return new OfferSearches(catalog, clock, horizon, settings.readAhead());
    }

    @Bean
    RememberedAnswers rememberedAnswers(
            SlotCache slots,
            Changes changes,
            Json json,
            Clock clock,
            @Value("${interlude.booking.search-remembers}") Duration forHowLong) {
        return new RememberedAnswers(slots, changes, json, clock, forHowLong);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService bulkSearches(AvailabilitySettings settings) {
        return BoundedPool.of("bulk-search", settings.searchesAtOnce());
    }

    /** The bodies of all parts as a list, in their order. */
    @Bean
    AggregationStrategy allBodies() {
        return new GroupedBodyAggregationStrategy();
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService slotReaders(AvailabilitySettings settings) {
        return BoundedPool.of("slot-reader", settings.readsAtOnce());
    }
}
