package dev.interlude.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.BookingView;
import dev.interlude.outbox.jdbc.DeliveryList;
import dev.interlude.outbox.jdbc.ErasedEvents;
import dev.interlude.outbox.jdbc.EventLog;
import dev.interlude.outbox.jdbc.EventOrder;
import dev.interlude.outbox.jdbc.Outbox;
import dev.interlude.outbox.jdbc.SendingLedger;
import dev.interlude.outbox.jdbc.SubscriptionLedger;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Json;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that tells upstream systems what has happened. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxSettings.class)
class OutboxConfiguration {

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(20);
    private static final TimeValue TRUSTED_IDLE = TimeValue.ofMilliseconds(500);

    @Bean
    Outbox outbox(JdbcClient jdbc, ObjectMapper json, Ids ids, Clock clock) {
        return new Outbox(jdbc, json, ids, clock);
    }

    @Bean
    EventOrder eventOrder(JdbcClient jdbc, BookingView view, ObjectMapper json) {
        return new EventOrder(jdbc, new BookingSnapshot(view, json));
    }

    @Bean
    EventLog eventLog(JdbcClient jdbc, OutboxSettings settings, OutboxMeters meters) {
        return new EventLog(jdbc, settings, meters);
    }

    @Bean
    ErasedEvents erasedEvents(JdbcClient jdbc, Json json) {
        return new ErasedEvents(jdbc, json);
    }

    @Bean
    CloudEvents cloudEvents(ObjectMapper json, OutboxSettings settings) {
        return new CloudEvents(json, settings.source());
    }

    @Bean
    ReceiverNames receiverNames(OutboxSettings settings) {
        return new ReceiverNames(InetAddress::getAllByName, settings.allowPrivateAddresses());
    }

    @Bean
    Subscriptions subscriptions(ReceiverNames names) {
        return new Subscriptions(names);
    }

    @Bean
    SubscriptionLedger subscriptionLedger(JdbcClient jdbc, Clock clock) {
        return new SubscriptionLedger(jdbc, clock);
    }

    @Bean
    Deliveries deliveries() {
        return new Deliveries();
    }

    @Bean
    DeliveryList deliveryList(JdbcClient jdbc) {
        return new DeliveryList(jdbc);
    }

    @Bean
    SendingLedger sendingLedger(JdbcClient jdbc, OutboxSettings settings, OutboxMeters meters) {
        return new SendingLedger(jdbc, settings, meters);
    }

    @Bean
    Signatures eventSignatures(Clock clock) {
        return new Signatures(clock);
    }

    @Bean
    Verdicts deliveryVerdicts() {
        return new Verdicts();
    }

    @Bean
    OutboxMeters outboxMeters(MeterRegistry meters) {
        return new OutboxMeters(meters);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService outboxAlarms() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "outbox-alarm");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The client looks every name up by itself, follows nothing, retries nothing and remembers no cookie. */
    @Bean
    HttpClientConfigurer outboxHttpClient(
            ReceiverNames names, ScheduledExecutorService outboxAlarms, OutboxSettings settings) {
        return client -> client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver(names))
                        .setMaxConnTotal(settings.atOnce())
                        .setMaxConnPerRoute(settings.atOnceEach())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(settings.connectTimeout(), TimeUnit.MILLISECONDS)
                                .setSocketTimeout(settings.answerLimit(), TimeUnit.MILLISECONDS)
                                .setValidateAfterInactivity(TRUSTED_IDLE)
                                .build())
                        .build())
                .addExecInterceptorFirst(
                        "answer-limit", new AnswerLimit(outboxAlarms, Duration.ofMillis(settings.answerLimit())))
                .setKeepAliveStrategy((answer, context) -> LONGEST_IDLE)
                .evictIdleConnections(LONGEST_IDLE)
                .setUserAgent("Interlude")
                .disableContentCompression()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
    }

    private static DnsResolver resolver(ReceiverNames names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return names.resolve(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
