package dev.interlude.platform;

import dev.interlude.platform.docs.ShownContract;
import dev.interlude.platform.jdbc.ApiKeys;
import dev.interlude.platform.jdbc.ErasedAnswers;
import dev.interlude.platform.jdbc.Idempotency;
import dev.interlude.platform.jdbc.KnownKeys;
import dev.interlude.platform.jdbc.Nodes;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.problems.Failures;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.Reasons;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import org.apache.camel.CamelContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    Nodes.class,
    OperatorActions.class,
    Parts.class,
    ProblemAnswers.class,
    Reasons.class,
    RequestLimits.class,
    ShownContract.class
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

    /** For {@code /actuator/info}: this node among those on the same database. */
    @Bean
    InfoContributor nodesInfo(Nodes nodes, ObjectProvider<Scheduler> clocks) {
        return info -> {
            info.withDetail("nodes", nodes.all());
            clocks.ifAvailable(own -> info.withDetail("node", name(own)));
        };
    }

    private static String name(Scheduler own) {
        try {
            return own.getSchedulerInstanceId();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Bean
    InfoContributor versionsInfo(JdbcClient jdbc, ZoneRelease zones, ObjectProvider<CamelContext> camel) {
        return info -> {
            var versions = new LinkedHashMap<String, Object>();
            var own = PlatformConfiguration.class.getPackage().getImplementationVersion();
            versions.put("interlude", own == null ? "not packaged" : own);
            versions.put("java", Runtime.version().toString());
            camel.ifAvailable(running -> versions.put("camel", running.getVersion()));
            versions.put(
                    "postgresql",
                    jdbc.sql("select current_setting('server_version')")
                            .query(String.class)
                            .single());
            versions.put("time_zones", zones.version() + " of " + zones.source());
            info.withDetail("versions", versions);
        };
    }

    @Bean
    Guesses guesses(Clock clock, PlatformSettings settings, MeterRegistry meters) {
        return new Guesses(clock, settings.api().wrongKeysPerMinute(), meters);
    }
}
