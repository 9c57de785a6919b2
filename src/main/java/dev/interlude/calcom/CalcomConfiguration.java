package dev.interlude.calcom;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.calcom.jdbc.StoredCalls;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the room that speaks Cal.com. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CalcomSettings.class)
class CalcomConfiguration {

    /** Cal.com closes a connection that has been idle for 5 s; one that has rested longer than this is asked first. */
    private static final TimeValue TRUSTED_IDLE = TimeValue.ofMilliseconds(1_000);

    /** No connection that has rested longer is used at all. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(4);

    @Bean
    Accounts calcomAccounts(CalcomSettings settings, Catalog catalog) {
        return Accounts.of(settings.accounts(), catalog);
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
                .setKeepAliveStrategy((answer, context) -> LONGEST_IDLE)
                .evictIdleConnections(LONGEST_IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
    }

    /** Opens by the share of the last calls that failed; 4xx never get here, they are answers. */
    @Bean
    CircuitBreakerRegistry circuitBreakers(CalcomSettings settings) {
        var breaker = settings.breaker();
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(breaker.window())
                .minimumNumberOfCalls(breaker.judgeFrom())
                .failureRateThreshold(breaker.failureRate())
                .waitDurationInOpenState(breaker.openFor())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(breaker.probes())
                .maxWaitDurationInHalfOpenState(settings.longestCall())
                .build());
    }

    @Bean
    TaggedCircuitBreakerMetrics circuitBreakerMetrics(CircuitBreakerRegistry circuitBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuitBreakers);
    }

    @Bean
    CallMeters calcomCallMeters(MeterRegistry meters) {
        return new CallMeters(meters, Clock.systemUTC());
    }

    @Bean
    CalcomHealth calcomHealth(Breakers breakers, Budgets budgets, CallMeters calls, Catalog catalog) {
        var booked = catalog.services().values().stream().map(Service::account).collect(Collectors.toSet());
        return new CalcomHealth(breakers, budgets, calls, booked);
    }

    @Bean
    Breakers calcomBreakers(CircuitBreakerRegistry circuitBreakers, CallMeters calls, CalcomSettings settings) {
        var openSeconds = (int) settings.breaker().openFor().toSeconds();
        return new Breakers(circuitBreakers, settings.accounts().keySet(), calls, Math.max(1, openSeconds));
    }

    /** On true time, whatever time the salon is told: Cal.com's windows run on it. */
    @Bean
    @DependsOnDatabaseInitialization
    Budgets calcomBudgets(CalcomSettings settings, DataSource database, MeterRegistry meters) {
        var clock = Clock.systemUTC();
        var budgets = new LinkedHashMap<String, Budget>();
        settings.accounts().forEach((id, account) -> {
            var allowance = account.allowance();
            var shared = StoredCalls.inDatabase(database, id, allowance);
            budgets.put(id, new Budget(id, allowance, settings.patience(), shared, clock));
        });
        return new Budgets(budgets, new BudgetMeters(meters, clock));
    }

    @Bean
    Retries calcomRetries(CalcomSettings settings) {
        return new Retries(
                settings.retry(),
                settings.connectTimeout().plus(settings.responseTimeout()),
                Clock.systemUTC(),
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
