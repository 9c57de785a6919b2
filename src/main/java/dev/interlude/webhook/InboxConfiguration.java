package dev.interlude.webhook;

import dev.interlude.platform.Beans;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.webhook.jdbc.DeadDeliveries;
import dev.interlude.webhook.jdbc.DeliveryLedger;
import dev.interlude.webhook.jdbc.DeliveryReader;
import dev.interlude.webhook.jdbc.ErasedDeliveries;
import dev.interlude.webhook.jdbc.Inbox;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires receiving and processing Cal.com's webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InboxSettings.class, SecretSettings.class})
@Beans({DeliveryLedger.class, DeliveryMetrics.class, DeliveryQueries.class, DeliveryReader.class, ErasedDeliveries.class
})
class InboxConfiguration {

    /** Also the processor's name in the table of effects. */
    private static final String PROCESSOR = "webhook";

    @Bean
    WebhookSignatures webhookSignatures(SecretSettings settings) {
        return WebhookSignatures.of(settings);
    }

    @Bean
    Inbox inbox(DataSource database, InboxSettings settings, DeliveryMetrics metrics) {
        var inTime = new JdbcTemplate(database);
        inTime.setQueryTimeout(settings.storeLimit());
        return new Inbox(JdbcClient.create(inTime), metrics);
    }

    @Bean
    @Order(50)
    DeadDeliveries deadDeliveries(JdbcClient jdbc, DeliveryLedger ledger, OperatorActions actions, Clock clock) {
        return new DeadDeliveries(jdbc, ledger, actions, clock);
    }

    /** The transaction of a delivery's effect. */
    @Bean
    SpringTransactionPolicy webhookTransaction(PlatformTransactionManager transactions) {
        return new SpringTransactionPolicy(transactions);
    }

    /** Joins that transaction: the key and its effect are committed together. */
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
