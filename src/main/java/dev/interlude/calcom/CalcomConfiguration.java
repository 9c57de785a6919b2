package dev.interlude.calcom;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.catalog.Catalog;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the room that speaks Cal.com. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CalcomSettings.class)
class CalcomConfiguration {

    /** Cal.com closes a connection that has been idle for 5 s; one that has rested longer than this is asked first. */
    private static final TimeValue TRUSTED_IDLE = TimeValue.ofMilliseconds(1_000);

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(4);

    @Bean
    Accounts calcomAccounts(CalcomSettings settings, Catalog catalog) {
        return new Accounts(
                settings.accounts().entrySet().stream()
                        .collect(Collectors.toMap(
                                e -> e.getKey(),
                                e -> new Account(
                                        e.getKey(),
                                        e.getValue().baseUrl().replaceAll("/+$", ""),
                                        e.getValue().apiKey()))),
                catalog.account());
    }

    @Bean
    BookingCalls bookingCalls(ObjectMapper json, CalcomSettings settings) {
        return new BookingCalls(json, settings.versions().get("bookings"));
    }

    @Bean
    BookingAnswers bookingAnswers() {
        return new BookingAnswers();
    }

    @Bean
    SlotCalls slotCalls(CalcomSettings settings) {
        return new SlotCalls(settings.versions().get("slots"));
    }

    @Bean
    SlotAnswers slotAnswers() {
        return new SlotAnswers();
    }

    @Bean
    SeenCalls seenCalls(CalcomSettings settings) {
        return new SeenCalls(settings.versions().get("bookings"));
    }

    @Bean
    SeenAnswers seenAnswers() {
        return new SeenAnswers();
    }

    @Bean
    DecisionCalls decisionCalls(ObjectMapper json, CalcomSettings settings) {
        return new DecisionCalls(json, settings.versions().get("bookings"));
    }

    @Bean
    EventTypeCalls eventTypeCalls(CalcomSettings settings) {
        return new EventTypeCalls(settings.versions().get("event-types"));
    }

    @Bean
    EventTypeAnswers eventTypeAnswers() {
        return new EventTypeAnswers();
    }

    @Bean
    WebhookCalls webhookCalls(ObjectMapper json, CalcomSettings settings) {
        return new WebhookCalls(
                json,
                settings.versions().get("webhooks"),
                settings.accounts().entrySet().stream().collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue()
                        .webhookSecret())));
    }

    @Bean
    WebhookAnswers webhookAnswers(WebhookCalls webhookCalls) {
        return new WebhookAnswers(webhookCalls);
    }

    @Bean
    MeCalls meCalls(CalcomSettings settings) {
        return new MeCalls(settings.versions().get("me"));
    }

    @Bean
    MeAnswers meAnswers() {
        return new MeAnswers();
    }

    @Bean
    ReservationCalls reservationCalls(ObjectMapper json, CalcomSettings settings) {
        return new ReservationCalls(json, settings.versions().get("slots"));
    }

    @Bean
    ReservationAnswers reservationAnswers() {
        return new ReservationAnswers();
    }

    @Bean
    AnswerReader calcomAnswerReader(ObjectMapper json) {
        return new AnswerReader(json);
    }

    @Bean
    Failures calcomFailures() {
        return new Failures();
    }

    /** The client retries nothing by itself, follows nothing and remembers no cookie. */
    @Bean
    HttpClientConfigurer calcomHttpClient(CalcomSettings settings) {
        return client -> client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(settings.connections())
                        .setMaxConnPerRoute(settings.connections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                                .setSocketTimeout(
                                        (int) settings.responseTimeout().toMillis(), TimeUnit.MILLISECONDS)
                                .setValidateAfterInactivity(TRUSTED_IDLE)
                                .build())
                        .build())
                .evictIdleConnections(LONGEST_IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
    }

    @Bean
    CircuitBreakerRegistry circuitBreakers() {
        return CircuitBreakerRegistry.ofDefaults();
    }

    /** Opens when half of the last calls failed; 4xx never get here, they are answers. */
    @Bean
    Resilience4jConfigurationDefinition calcomBreaker() {
        var breaker = new Resilience4jConfigurationDefinition();
        breaker.setSlidingWindowSize("20");
        breaker.setMinimumNumberOfCalls("10");
        breaker.setFailureRateThreshold("50");
        breaker.setWaitDurationInOpenState("10");
        breaker.setPermittedNumberOfCallsInHalfOpenState("3");
        breaker.setAutomaticTransitionFromOpenToHalfOpenEnabled("true");
        breaker.setThrowExceptionWhenHalfOpenOrOpenState("true");
        return breaker;
    }
}
