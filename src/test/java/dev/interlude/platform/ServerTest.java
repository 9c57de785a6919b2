package dev.interlude.platform;

import dev.interlude.support.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The whole server on free ports, with the routes of the project and those of {@code test-routes}; started once. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            // Quartz keeps one connection pool for a name: of two servers in one process, the first would get the
            // second's database.
            "spring.quartz.scheduler-name=server-test",
            "interlude.idempotency.patience=3s",
            "interlude.idempotency.ask-every=50",
            "interlude.api.webhook-requests-per-minute=200",
            // Nothing happens here that they would find.
            "interlude.outbox.interval=5000",
            "interlude.waitlist.look-every=5000",
            "camel.main.routes-include-pattern=file:routes/**/*.camel.yaml,classpath:test-routes/*.camel.yaml"
        })
@ActiveProfiles("sandbox")
@AutoConfigureObservability(tracing = false)
@ContextConfiguration(initializers = ServerTest.OnTestDatabase.class)
@Import({Desk.class, Api.class})
public @interface ServerTest {

    final class OnTestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.datasource.url=" + TestDatabase.url(),
                            "spring.datasource.username=postgres",
                            "spring.datasource.password=postgres")
                    .applyTo(context);
        }
    }
}
