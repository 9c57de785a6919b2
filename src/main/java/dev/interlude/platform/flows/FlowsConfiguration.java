package dev.interlude.platform.flows;

import dev.interlude.platform.Beans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Wires how flows that change on disk are taken over, and where it shows that they could not be. */
@Configuration(proxyBeanMethods = false)
@Beans({FailedSteps.class, FlowContents.class, FlowGate.class})
class FlowsConfiguration {

    @Bean("direct")
    CurrentDirect currentDirect() {
        return new CurrentDirect();
    }

    @Bean("bean-language")
    CompiledCalls compiledCalls() {
        return new CompiledCalls();
    }

    @Bean
    CamelContextConfiguration compiledBeanSteps() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                var camels = PluginHelper.getBeanProcessorFactory(camel);
                camel.getCamelContextExtension().addContextPlugin(BeanProcessorFactory.class, new BeanSteps(camels));
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {}
        };
    }

    @Bean
    SmartInitializingSingleton routeStatistics(CamelContext camel) {
        return () -> camel.getManagementStrategy().setManagementObjectStrategy(new RouteStatistics.Strategy());
    }

    @Bean
    Flows flows(CamelContext camel, @Value("${interlude.routes}") Path folder, FlowGate gate) {
        return new Flows(camel, new FlowFolder(folder), gate);
    }

    /** Camel fills in a template's parameters everywhere but in the description of its routes. */
    @Bean
    SmartInitializingSingleton describedTemplates(ModelCamelContext camel) {
        return () -> camel.addRouteTemplateDefinitionConverter("*", RouteTemplates::described);
    }

    @Bean
    SmartInitializingSingleton usableFlows(Flows flows) {
        return flows::requireUsable;
    }

    @Bean
    @Order(20)
    RefusedFlows refusedFlowFiles(Flows flows) {
        return new RefusedFlows(flows);
    }

    @Bean
    HealthIndicator flowsHealthIndicator(Flows flows) {
        return () -> flows.trouble()
                .map(trouble -> Health.down().withDetail("refused", trouble).build())
                .orElseGet(() -> Health.up().build());
    }

    /** For {@code /actuator/info}. */
    @Bean
    InfoContributor flowsInfo(CamelContext camel, Flows flows, @Value("${interlude.routes}") Path folder) {
        return info -> {
            var state = new LinkedHashMap<String, Object>();
            state.put("folder", folder.toString());
            state.put("routes", camel.getRoutesSize());
            state.put("refused", flows.trouble().orElse(null));
            info.withDetail("flows", state);
        };
    }

    @Bean
    Gauge refusedFlows(Flows flows, MeterRegistry meters) {
        return Gauge.builder("interlude.flows.refused", () -> flows.trouble().isPresent() ? 1 : 0)
                .description("1 while changed files of flows are refused and the former ones go on")
                .register(meters);
    }
}
