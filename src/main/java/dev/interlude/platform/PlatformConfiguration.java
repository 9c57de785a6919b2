package dev.interlude.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.platform.jdbc.ApiKeys;
import dev.interlude.platform.jdbc.ErasedAnswers;
import dev.interlude.platform.jdbc.Idempotency;
import dev.interlude.platform.jdbc.KnownKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the room lends to the others and, by the bean's name, to the flows. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlatformSettings.class)
public class PlatformConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock) {
        return new Ids(clock);
    }

    @Bean
    Json json(ObjectMapper writer) {
        return new Json(writer);
    }

    @Bean
    Contract contract(Json json) {
        return new Contract(json);
    }

    @Bean
    Callers callers() {
        return new Callers();
    }

    @Bean
    Fingerprints fingerprints() {
        return new Fingerprints();
    }

    @Bean
    ProblemAnswers problemAnswers(Json json) {
        return new ProblemAnswers(json);
    }

    @Bean
    Parts parts() {
        return new Parts();
    }

    @Bean
    Failures failures(MeterRegistry meters) {
        return new Failures(meters);
    }

    @Bean
    RequestLimits requestLimits(Clock clock) {
        return new RequestLimits(clock);
    }

    @Bean
    KnownKeys knownKeys(JdbcClient jdbc, PlatformSettings settings) {
        return new KnownKeys(jdbc, settings);
    }

    @Bean
    ApiKeys apiKeys(JdbcClient jdbc, Clock clock, PlatformSettings settings, KnownKeys known) {
        return new ApiKeys(jdbc, clock, settings, known);
    }

    @Bean
    ErasedAnswers erasedAnswers(JdbcClient jdbc, Json json) {
        return new ErasedAnswers(jdbc, json);
    }

    @Bean
    Idempotency idempotency(JdbcClient jdbc, Clock clock, Ids ids, Json json, PlatformSettings settings) {
        return new Idempotency(jdbc, clock, ids, json, settings);
    }
}
