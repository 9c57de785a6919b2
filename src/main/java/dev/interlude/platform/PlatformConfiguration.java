package dev.interlude.platform;

import dev.interlude.platform.jdbc.ApiKeys;
import dev.interlude.platform.jdbc.ErasedAnswers;
import dev.interlude.platform.jdbc.Idempotency;
import dev.interlude.platform.jdbc.KnownKeys;
import dev.interlude.platform.problems.Failures;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.Reasons;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the shared services of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlatformSettings.class)
@Beans({
    ApiKeys.class,
    Callers.class,
    Contract.class,
    ErasedAnswers.class,
    Failures.class,
    Fingerprints.class,
    Idempotency.class,
    Ids.class,
    Json.class,
    KnownKeys.class,
    Parts.class,
    ProblemAnswers.class,
    Reasons.class,
    RequestLimits.class
})
public class PlatformConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ZoneRelease zoneRelease(Clock clock) {
        return ZoneRelease.current().reported(clock.instant());
    }

    @Bean
    HealthIndicator timeZonesHealthIndicator(ZoneRelease release, Clock clock) {
        return () -> Health.up().withDetails(release.view(clock.instant())).build();
    }

    @Bean
    Guesses guesses(Clock clock, PlatformSettings settings, MeterRegistry meters) {
        return new Guesses(clock, settings.api().wrongKeysPerMinute(), meters);
    }
}
