package dev.interlude.saga;

import dev.interlude.platform.Beans;
import dev.interlude.saga.jdbc.ErasedErrors;
import dev.interlude.saga.operator.SagaOperator;
import dev.interlude.saga.operator.SagaSubjects;
import dev.interlude.saga.operator.StuckSagas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The room's beans: what routes and other rooms may ask for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SagaSettings.class)
@Beans({ErasedErrors.class, SagaOperator.class})
public class SagaConfiguration {

    // It lets go of old leases as it starts: the tables must be there.
    @Bean
    @DependsOnDatabaseInitialization
    SagaNode sagaNode(
            DataSource dataSource,
            SagaSettings settings,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<SagaListener> listeners,
            ObjectProvider<LateFailures> lateFailures,
            ObjectProvider<AdoptingRoute> adoptingRoute,
            CamelContext camel) {
        return new SagaNode(
                dataSource,
                settings,
                meters.getIfAvailable(SimpleMeterRegistry::new),
                new CamelStepCall(camel),
                listeners::orderedStream,
                (saga, step, failure) ->
                        lateFailures.getIfAvailable(() -> LateFailures.LOGGED).report(saga, step, failure),
                () -> Optional.ofNullable(adoptingRoute.getIfAvailable()));
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
    @Order(30)
    StuckSagas stuckSagas(SagaJournal journal, SagaSubjects subjects) {
        return new StuckSagas(journal, subjects);
    }
}
