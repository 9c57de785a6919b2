package dev.interlude.saga;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room's beans: what routes and other rooms may ask for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SagaSettings.class)
public class SagaConfiguration {

    // It lets go of old leases as it starts: the tables must be there.
    @Bean
    @DependsOnDatabaseInitialization
    SagaNode sagaNode(
            DataSource dataSource,
            SagaSettings settings,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<SagaListener> listeners,
            CamelContext camel) {
        return new SagaNode(
                dataSource,
                settings,
                meters.getIfAvailable(SimpleMeterRegistry::new),
                new CamelStepCall(camel),
                listeners::orderedStream);
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

    @Bean
    SagaDesk sagaDesk(SagaJournal journal) {
        return new SagaDesk(journal);
    }
}
