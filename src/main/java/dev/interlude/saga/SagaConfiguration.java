package dev.interlude.saga;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's beans: what routes and other rooms may ask for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SagaSettings.class)
public class SagaConfiguration {

    @Bean
    SagaNode sagaNode(
            DataSource dataSource, SagaSettings settings, ObjectProvider<MeterRegistry> meters, CamelContext camel) {
        return new SagaNode(
                dataSource, settings, meters.getIfAvailable(SimpleMeterRegistry::new), new CamelStepCall(camel));
    }

    @Bean
    PostgresSagaService sagaService(SagaNode node) {
        return node.service();
    }

    @Bean
    SagaJournal sagaJournal(SagaNode node) {
        return node.journal();
    }

    @Bean(destroyMethod = "")
    SagaRecovery sagaRecovery(SagaNode node) {
        return node.recovery();
    }
}
