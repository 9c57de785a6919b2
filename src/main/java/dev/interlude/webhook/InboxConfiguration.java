package dev.interlude.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.platform.Ids;
import dev.interlude.webhook.jdbc.DeliveryLedger;
import dev.interlude.webhook.jdbc.DeliveryReader;
import dev.interlude.webhook.jdbc.ErasedDeliveries;
import dev.interlude.webhook.jdbc.Inbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what takes in Cal.com's webhooks and sees to their effect. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InboxSettings.class, SecretSettings.class})
class InboxConfiguration {

    /** Also the processor's name in the table of effects. */
    private static final String PROCESSOR = "webhook";

    @Bean
    Signatures webhookSignatures(SecretSettings settings) {
        return Signatures.of(settings);
    }

    @Bean
    Deliveries webhookDeliveries(ObjectMapper json, Ids ids, Clock clock) {
        return new Deliveries(json, ids, clock);
    }

    @Bean
    Words webhookWords(ObjectMapper json, InboxSettings settings, Clock clock) {
        return new Words(json, settings.settles(), clock);
    }

    @Bean
    DeliveryMetrics deliveryMetrics(MeterRegistry meters) {
        return new DeliveryMetrics(meters);
    }

    @Bean
    Inbox webhookInbox(DataSource database, InboxSettings settings, DeliveryMetrics metrics) {
        var inTime = new JdbcTemplate(database);
        inTime.setQueryTimeout(settings.storeLimit());
        return new Inbox(JdbcClient.create(inTime), metrics);
    }

    @Bean
    DeliveryLedger deliveryLedger(JdbcClient jdbc, InboxSettings settings, DeliveryMetrics metrics, Clock clock) {
        return new DeliveryLedger(jdbc, settings, metrics, clock);
    }

    @Bean
    ErasedDeliveries erasedDeliveries(JdbcClient jdbc, Clock clock) {
        return new ErasedDeliveries(jdbc, clock);
    }

    @Bean
    DeliveryReader deliveryReader(JdbcClient jdbc) {
        return new DeliveryReader(jdbc);
    }

    @Bean
    DeliveryQueries deliveryQueries() {
        return new DeliveryQueries();
    }

    /** The transaction of a delivery's effect. */
    @Bean
    SpringTransactionPolicy webhookTransaction(PlatformTransactionManager transactions) {
        return new SpringTransactionPolicy(transactions);
    }

    /** Joins that transaction: a key stands or falls with its effect. */
    @Bean
    IdempotentRepository webhookEffects(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        var repository = new JdbcMessageIdRepository(jdbc, new TransactionTemplate(transactions));
        repository.setProcessorName(PROCESSOR);
        repository.setCreateTableIfNotExists(false);
        repository.setTableExistsString("select 1 from webhook_effect where false");
        repository.setQueryString("select count(*) from webhook_effect where processor = ? and delivery = ?");
        repository.setInsertString("insert into webhook_effect (processor, delivery, created_at) values (?, ?, ?)");
        repository.setDeleteString("delete from webhook_effect where processor = ? and delivery = ?");
        repository.setClearString("delete from webhook_effect where processor = ?");
        return repository;
    }
}
