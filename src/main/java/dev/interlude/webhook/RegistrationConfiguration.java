package dev.interlude.webhook;

import dev.interlude.webhook.jdbc.RegistrationLedger;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires how Cal.com is asked to tell us. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationSettings.class)
class RegistrationConfiguration {

    @Bean
    Registrations webhookRegistrations() {
        return new Registrations();
    }

    @Bean
    RegistrationLedger registrationLedger(JdbcClient jdbc, Clock clock, RegistrationSettings settings) {
        return new RegistrationLedger(jdbc, clock, settings);
    }
}
