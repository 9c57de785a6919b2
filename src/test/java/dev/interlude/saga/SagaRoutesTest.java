package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.saga.operator.SagaSubjects;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/** The room as Spring puts it together, with its own route file. */
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        classes = {SagaConfiguration.class, SagaRoutesTest.Outside.class},
        properties = {
            "spring.quartz.scheduler-name=saga-routes-test", // see ServerTest
            "camel.main.routes-include-pattern=file:routes/saga/*.camel.yaml,classpath:saga/*.camel.yaml",
            "interlude.saga.recovery-interval=200ms",
            "interlude.saga.purge-schedule=0/1 * * * * ?",
            "interlude.saga.back-off=100ms",
            "interlude.saga.node=booking-1"
        })
@ActiveProfiles("sandbox")
@DirtiesContext
@DisplayName("The saga room's routes")
class SagaRoutesTest {

    private static final SagaDatabase DATABASE = new SagaDatabase();

    @Configuration
    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    static class Outside {

        @Bean
        DataSource dataSource() {
            return DATABASE.dataSource();
        }

        @Bean
        JdbcClient jdbc(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        OperatorActions operatorActions(JdbcClient jdbc) {
            return new OperatorActions(jdbc);
        }

        @Bean
        Trip trip(DataSource dataSource, SagaJournal journal) {
            return new Trip(dataSource, journal);
        }

        @Bean
        SagaSubjects sagaSubjects() {
            return sagas -> Map.of();
        }
    }

    @Autowired
    private SagaJournal journal;

    @Autowired
    private Trip trip;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void clear() {
        trip.released.clear();
        trip.refusedLegs.clear();
    }

    @Test
    @DisplayName("undo what could not be undone at once, with nobody asking")
    void recover() {
        trip.refusedLegs.add("back");
        trip.failingReleases.put("out", new AtomicInteger(2));

        var answer = template.send(
                "direct:trip-place-legs", exchange -> exchange.getMessage().setBody(List.of("out", "back")));

        assertThat(answer.getException()).isInstanceOf(CompensationOpen.class);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(journal.state(SagaId.of(trip.lastSaga)))
                .contains(SagaState.COMPENSATED));
        assertThat(trip.released).containsExactly("back", "out");
        assertThat(meters.counter("interlude.saga.calls", "doing", "COMPENSATING", "result", "failed")
                        .count())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("undo a saga whose time is over")
    void timeout() {
        template.sendBody("direct:trip-linger", List.of("out"));

        await().atMost(Duration.ofSeconds(10)).until(() -> trip.released.equals(List.of("out")));
    }

    @Test
    @DisplayName("delete what ended long ago")
    void purge() {
        template.sendBody("direct:trip-place-legs", List.of("out", "back"));
        DATABASE.jdbc
                .sql("update saga set ended_at = ended_at - interval '31 days'")
                .update();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> journal.state(SagaId.of(trip.lastSaga)).isEmpty());
    }
}
