package dev.interlude.calcom;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.calcom.answers.AnswerReader;
import dev.interlude.calcom.answers.BookingAnswers;
import dev.interlude.calcom.answers.BookingListAnswers;
import dev.interlude.calcom.answers.EventTypeAnswers;
import dev.interlude.calcom.answers.InspectionAnswers;
import dev.interlude.calcom.answers.MeAnswers;
import dev.interlude.calcom.answers.ReservationAnswers;
import dev.interlude.calcom.answers.SlotAnswers;
import dev.interlude.calcom.answers.WebhookAnswers;
import dev.interlude.calcom.budget.Budget;
import dev.interlude.calcom.budget.BudgetMeters;
import dev.interlude.calcom.budget.Budgets;
import dev.interlude.calcom.calls.BookingCalls;
import dev.interlude.calcom.calls.BookingListCalls;
import dev.interlude.calcom.calls.DecisionCalls;
import dev.interlude.calcom.calls.EventTypeCalls;
import dev.interlude.calcom.calls.MeCalls;
import dev.interlude.calcom.calls.ReservationCalls;
import dev.interlude.calcom.calls.SlotCalls;
import dev.interlude.calcom.calls.WebhookCalls;
import dev.interlude.calcom.jdbc.StoredCalls;
import dev.interlude.calcom.webhooks.IncomingDeliveries;
import dev.interlude.calcom.webhooks.WebhookEventReader;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Beans;
import dev.interlude.webhook.InboxSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
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
@Beans({
    AnswerReader.class,
    BookingAnswers.class,
    BookingListAnswers.class,
    CallFailures.class,
    EventTypeAnswers.class,
    IncomingDeliveries.class,
    InspectionAnswers.class,
    MeAnswers.class,
    ReservationAnswers.class,
    SlotAnswers.class,
    Successors.class,
    WebhookAnswers.class
})
class CalcomConfiguration {

    /** Cal.com closes a connection that has been idle for 5 s; one idle for longer than this is validated first. */
    private static final TimeValue TRUSTED_IDLE = TimeValue.ofMilliseconds(1_000);

    /** Connections idle for longer are not used. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(4);

    @Bean
    Accounts accounts(CalcomSettings settings, Catalog catalog) {
        return Accounts.of(Keys.of(settings, catalog), catalog);
    }

    @Bean
    WebhookEventReader webhookEventReader(ObjectMapper json, InboxSettings webhooks, Clock clock) {
        return new WebhookEventReader(json, webhooks.settles(), clock);
    }

    @Bean
    BookingCalls bookingCalls(ObjectMapper json, CalcomSettings settings) {
        return new BookingCalls(json, settings.versions().get("bookings"));
    }

    @Bean
    SlotCalls slotCalls(CalcomSettings settings) {
        return new SlotCalls(settings.versions().get("slots"));
    }

    @Bean
    BookingListCalls bookingListCalls(CalcomSettings settings) {
        return new BookingListCalls(settings.versions().get("bookings"));
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
    WebhookCalls webhookCalls(ObjectMapper json, CalcomSettings settings, Catalog catalog) {
        return new WebhookCalls(
                json,
                settings.versions().get("webhooks"),
                Keys.of(settings, catalog).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().webhookSecret())));
    }

    @Bean
    MeCalls meCalls(CalcomSettings settings) {
        return new MeCalls(settings.versions().get("me"));
    }

    @Bean
    ReservationCalls reservationCalls(ObjectMapper json, CalcomSettings settings) {
        return new ReservationCalls(json, settings.versions().get("slots"));
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

    @Bean
    CallMeters callMeters(MeterRegistry meters, CalcomSettings settings, Catalog catalog) {
        return new CallMeters(
                meters, Clock.systemUTC(), Keys.of(settings, catalog).keySet());
    }

    @Bean
    CalcomHealth calcomHealth(
            Breakers breakers, Budgets budgets, CallMeters calls, CalcomSettings settings, Catalog catalog) {
        var inUse = catalog.services().values().stream().map(Service::account).collect(Collectors.toSet());
        return new CalcomHealth(breakers, budgets, calls, settings.accounts().keySet(), inUse, settings.versions());
    }

    /** On real time, even if the application's clock is shifted: Cal.com's windows run on it. */
    @Bean
    @DependsOnDatabaseInitialization
    Budgets budgets(CalcomSettings settings, Catalog catalog, DataSource database, MeterRegistry meters) {
        var clock = Clock.systemUTC();
        var budgets = new LinkedHashMap<String, Budget>();
        Keys.of(settings, catalog).forEach((id, account) -> {
            var allowance = account.allowance();
            var shared = new StoredCalls(database, id, allowance, clock);
            budgets.put(id, new Budget(id, allowance, settings.patience(), shared, clock));
        });
        return new Budgets(budgets, new BudgetMeters(meters, clock));
    }

    @Bean
    Retries retries(CalcomSettings settings) {
        return new Retries(
                settings.retry(),
                settings.connectTimeout().plus(settings.responseTimeout()),
                Clock.systemUTC(),
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
