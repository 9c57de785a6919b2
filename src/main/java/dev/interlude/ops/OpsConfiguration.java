package dev.interlude.ops;

import dev.interlude.catalog.Catalog;
import dev.interlude.ops.jdbc.BookingTally;
import dev.interlude.ops.jdbc.StoredFigures;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What those who run it may see. */
@Configuration(proxyBeanMethods = false)
class OpsConfiguration {

    @Bean
    HealthView healthView(Clock clock) {
        return new HealthView(clock);
    }

    @Bean
    StoredFigures storedFigures(JdbcClient jdbc, Clock clock, Catalog catalog) {
        return new StoredFigures(jdbc, clock, catalog.timeZone());
    }

    @Bean
    BookingTally bookingTally(JdbcClient jdbc) {
        return new BookingTally(jdbc);
    }

    @Bean
    PatternRequests patternRequests(Catalog catalog) {
        return new PatternRequests(catalog);
    }

    @Bean
    PatternView patternView(Catalog catalog, BookingTally tally) {
        return new PatternView(catalog, tally);
    }
}
