package dev.interlude.availability;

import dev.interlude.catalog.Catalog;
import dev.interlude.platform.BoundedPool;
import dev.interlude.platform.Contract;
import dev.interlude.platform.ProblemAnswers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
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
    OfferSearches offerSearches(Catalog catalog, Clock clock, AvailabilitySettings settings) {
        return new OfferSearches(catalog, clock, settings.readAhead());
    }

    @Bean
    AvailabilityView availabilityView(Catalog catalog, Clock clock) {
        return new AvailabilityView(catalog, clock);
    }

    @Bean
    BulkQueries bulkQueries(Contract contract, AvailabilityRequests requests, Catalog catalog) {
        return new BulkQueries(contract, requests, catalog);
    }

    @Bean
    BulkAnswers bulkAnswers(AvailabilityView view, ProblemAnswers problems) {
        return new BulkAnswers(view, problems);
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
