package dev.interlude.privacy;

import dev.interlude.platform.Beans;
import dev.interlude.privacy.jdbc.ErasureLedger;
import org.springframework.context.annotation.Configuration;

/** Wires the room that erases a person from every table. */
@Beans({ErasureLedger.class, ErasureRequests.class})
@Configuration(proxyBeanMethods = false)
class PrivacyConfiguration {}
