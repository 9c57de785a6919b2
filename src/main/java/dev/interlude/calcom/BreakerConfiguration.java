package dev.interlude.calcom;

import dev.interlude.catalog.Catalog;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.annotation.Order;

/** Wires the breakers, and a route around each: accounts are settings, so no file of routes can list them. */
@Configuration(proxyBeanMethods = false)
class BreakerConfiguration {

    /** Opens by the share of the last calls that failed; 4xx never get here, they are answers. */
    @Bean
    CircuitBreakerRegistry circuitBreakers(CalcomSettings settings) {
        var breaker = settings.breaker();
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(breaker.window())
                .minimumNumberOfCalls(breaker.judgeFrom())
                .failureRateThreshold(breaker.failureRate())
                .waitDurationInOpenState(breaker.openFor())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(breaker.probes())
                .maxWaitDurationInHalfOpenState(settings.longestCall())
                .ignoreException(Breakers::isNotCounted)
                .build());
    }

    @Bean
    TaggedCircuitBreakerMetrics circuitBreakerMetrics(CircuitBreakerRegistry circuitBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuitBreakers);
    }

    @Bean
    @Order(10)
    OpenBreakers openBreakers(CircuitBreakerRegistry circuitBreakers) {
        return new OpenBreakers(circuitBreakers, Clock.systemUTC());
    }

    @Bean
    Breakers breakers(CircuitBreakerRegistry circuitBreakers, CalcomSettings settings, Catalog catalog) {
        var openSeconds = (int) settings.breaker().openFor().toSeconds();
        return new Breakers(circuitBreakers, Keys.of(settings, catalog).keySet(), Math.max(1, openSeconds));
    }

    /** By now the templates have been read, and {@link Breakers} has made all breakers. */
    @Bean
    @DependsOn("breakers")
    CamelContextConfiguration guardRoutes(CircuitBreakerRegistry circuitBreakers) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                circuitBreakers.getAllCircuitBreakers().forEach(breaker -> {
                    camel.getRegistry().bind(breaker.getName(), breaker);
                    TemplatedRouteBuilder.builder(camel, "calcom-guard")
                            .routeId("calcom-guard-" + breaker.getName())
                            .prefixId("calcom-guard-" + breaker.getName() + "-")
                            .parameter("breaker", breaker.getName())
                            .add();
                });
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {}
        };
    }
}
