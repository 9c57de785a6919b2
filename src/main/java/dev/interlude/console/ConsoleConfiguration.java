package dev.interlude.console;

import dev.interlude.catalog.Catalog;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.saga.operator.SagaOperator;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.dao.DataAccessException;

/** The operator console: pages on the management port, behind its login. */
@Conditional(ConsoleConfiguration.OnManagementPort.class)
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ConsoleConfiguration {

    /** Only the context of the management port has a parent. Without this the scan would open the console on the public port too. */
    static final class OnManagementPort implements ConfigurationCondition {

        @Override
        public ConfigurationPhase getConfigurationPhase() {
            return ConfigurationPhase.PARSE_CONFIGURATION;
        }

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getBeanFactory().getParentBeanFactory() != null;
        }
    }

    @Bean
    ServletRegistrationBean<ConsoleServlet> console(
            Environment environment,
            PlatformSettings settings,
            Catalog catalog,
            SagaOperator sagas,
            HealthEndpoint health,
            InfoEndpoint info,
            Clock clock) {
        var api = new ConsoleApi(
                () -> "http://127.0.0.1:" + environment.getProperty("local.server.port"), settings.adminKey());
        var pages = new ConsolePages(
                new AttentionPage(api, catalog, clock),
                new DayPage(api, catalog, clock),
                new WaitlistPage(api, catalog, clock),
                new BookingPage(api, sagas, catalog),
                new HealthPage(api, () -> states(health), () -> shown(info), catalog, clock),
                new SearchPage(api, catalog));
        return new ServletRegistrationBean<>(new ConsoleServlet(pages, new Templates()), "/console/*");
    }

    private static Map<String, Object> shown(InfoEndpoint info) {
        try {
            return info.info();
        } catch (DataAccessException e) {
            throw new ActionRefused(503, "The database does not answer.");
        }
    }

    private static Map<String, String> states(HealthEndpoint health) {
        var states = new TreeMap<String, String>();
        if (health.health() instanceof CompositeHealth all) {
            all.getComponents().forEach((name, part) -> states.put(name, state(part)));
        }
        return states;
    }

    private static String state(HealthComponent part) {
        var state = part.getStatus().getCode().toLowerCase(Locale.ROOT);
        return part.getStatus().equals(Status.UP) || !(part instanceof Health one)
                ? state
                : state + " " + one.getDetails();
    }
}
