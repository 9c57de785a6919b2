package dev.interlude.webhook;

import dev.interlude.platform.Beans;
import dev.interlude.webhook.jdbc.RegistrationLedger;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Wires the registration of our webhooks at Cal.com. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationSettings.class)
@Beans({RegistrationLedger.class, Registrations.class})
class RegistrationConfiguration {}
