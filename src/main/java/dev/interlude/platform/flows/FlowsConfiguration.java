package dev.interlude.platform.flows;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires how flows that change on disk are taken over, and where it shows that they could not be. */
@Configuration(proxyBeanMethods = false)
class FlowsConfiguration {

    @Bean
    Flows flows(CamelContext camel, @Value("${interlude.routes}") Path folder) {
        return new Flows(camel, new FlowFolder(folder));
    }

    @Bean
    HealthIndicator flowsHealthIndicator(Flows flows) {
        return () -> flows.trouble()
                .map(trouble -> Health.down().withDetail("refused", trouble).build())
                .orElseGet(() -> Health.up().build());
    }

    @Bean
    Gauge refusedFlows(Flows flows, MeterRegistry meters) {
        return Gauge.builder("interlude.flows.refused", () -> flows.trouble().isPresent() ? 1 : 0)
                .description("1 while changed files of flows are refused and the former ones go on")
                .register(meters);
    }
}
