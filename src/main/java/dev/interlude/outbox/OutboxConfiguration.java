package dev.interlude.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.outbox.jdbc.Outbox;
import dev.interlude.platform.Ids;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the room that tells upstream systems what has happened. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    @Bean
    Outbox outbox(JdbcClient jdbc, ObjectMapper json, Ids ids, Clock clock) {
        return new Outbox(jdbc, json, ids, clock);
    }
}
