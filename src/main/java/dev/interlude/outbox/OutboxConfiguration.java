package dev.interlude.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.BookingView;
import dev.interlude.outbox.jdbc.DeadEvents;
import dev.interlude.outbox.jdbc.DeliveryList;
import dev.interlude.outbox.jdbc.ErasedEvents;
import dev.interlude.outbox.jdbc.EventLog;
import dev.interlude.outbox.jdbc.EventOrder;
import dev.interlude.outbox.jdbc.FollowUps;
import dev.interlude.outbox.jdbc.GivenUpFollowUps;
import dev.interlude.outbox.jdbc.Outbox;
import dev.interlude.outbox.jdbc.SendingLedger;
import dev.interlude.outbox.jdbc.SubscriptionLedger;
import dev.interlude.platform.Beans;
import dev.interlude.platform.CalledRoute;
import dev.interlude.platform.Ids;
import dev.interlude.platform.flows.FlowContents;
import dev.interlude.platform.jdbc.OperatorActions;
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
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that sends events to upstream systems. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OutboxSettings.class, BrokerSettings.class})
@Beans({
    Deliveries.class,
    DeliveryList.class,
    ErasedEvents.class,
    EventLog.class,
    EventSignatures.class,
    FollowUps.class,
    OutboxMeters.class,
    SendingLedger.class,
    SubscriptionLedger.class,
    Subscriptions.class,
    Verdicts.class
})
class OutboxConfiguration {

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(20);
    private static final TimeValue TRUSTED_IDLE = TimeValue.ofMilliseconds(500);

    @Bean
    Outbox outbox(
            JdbcClient jdbc, ObjectMapper json, Ids ids, Clock clock, OutboxSettings settings, FlowContents flows) {
        var later = settings.followUpsInLine() ? settings.lease() : Duration.ZERO;
        return new Outbox(jdbc, json, ids, clock, later, flows::doesSomething);
    }

    @Bean
    CalledRoute afterPlacing() {
        return afterDecision("booking-after-placing", "placed");
    }

    @Bean
    CalledRoute afterMoving() {
        return afterDecision("booking-after-moving", "moved");
    }

    @Bean
    CalledRoute afterCancelling() {
        return afterDecision("booking-after-cancelling", "cancelled");
    }

    private static CalledRoute afterDecision(String route, String done) {
        return new CalledRoute(
                route, "booking/after.camel.yaml", "the outbox calls when a booking was %s".formatted(done));
    }

    @Bean
    EventOrder eventOrder(JdbcClient jdbc, BookingView view, ObjectMapper json) {
        return new EventOrder(jdbc, new BookingSnapshot(view, json));
    }

    @Bean
    @Order(60)
    DeadEvents deadEvents(
            JdbcClient jdbc, DeliveryList deliveries, SubscriptionLedger subscriptions, OperatorActions actions) {
        return new DeadEvents(jdbc, deliveries, subscriptions, actions);
    }

    @Bean
    @Order(65)
    GivenUpFollowUps givenUpFollowUps(JdbcClient jdbc, OperatorActions actions) {
        return new GivenUpFollowUps(jdbc, actions);
    }

    @Bean
    CloudEvents cloudEvents(ObjectMapper json, OutboxSettings settings) {
        return new CloudEvents(json, settings.source());
    }

    @Bean
    ReceiverNames receiverNames(OutboxSettings settings) {
        return new ReceiverNames(InetAddress::getAllByName, settings.allowPrivateAddresses());
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
