package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.start.StartRefused;
import dev.interlude.support.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.DateTimeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Why something failed is said in our own words")
class ReasonsTest {

    private static final String WHO = "zoe@example.com";

    @Test
    @DisplayName("the database's text, which quotes whole rows, is replaced by the rule it speaks of")
    void database() {
        var jdbc = JdbcClient.create(TestDatabase.dataSource());
        var failure = catchThrowable(() -> jdbc.sql(
                        """
                insert into booking (id, status, start_at, end_at, time_zone, attendee_name, attendee_email, attendee_zone,
                    attendee_language, created_at, updated_at)
                values (gen_random_uuid(), 'BOOKED', now(), now() - interval '1 h', 'UTC', 'Zoë', 'zoe@example.com', 'UTC', 'de', now(), now())
                """)
                .update());

        assertThat(failure).as("the database does quote it").hasStackTraceContaining(WHO);
        assertThat(Reasons.of(failure))
                .isEqualTo("The database refused values that break its rule booking_check (SQLSTATE 23514).");
        assertThat(Reasons.isLasting(failure)).isTrue();
        assertThat(printed(Reasons.traceOf(failure)))
                .doesNotContain(WHO, "Zoë")
                .contains("org.postgresql.util.PSQLException", "ReasonsTest.java");
    }

    @Test
    @DisplayName("a database that is away or busy is no lasting failure")
    void away() {
        assertThat(Reasons.of(new RuntimeException(new SQLTransientConnectionException("pool of " + WHO))))
                .isEqualTo("The database could not be reached, or took no more work.");
        var busy = new RuntimeException(new SQLException("deadlock with " + WHO, "40P01"));
        assertThat(Reasons.of(busy)).isEqualTo("The database was too busy with the same rows.");
        assertThat(Reasons.isLasting(busy)).isFalse();
        assertThat(Reasons.isLasting(new RuntimeException(new SQLException("", "08006"))))
                .isFalse();
        assertThat(Reasons.isLasting(new RuntimeException(new SQLException("", "23505"))))
                .isFalse();
    }

    @Test
    @DisplayName("a failure nobody expected is named with its place, and without its text")
    void unexpected() {
        var failure = new RuntimeException(WHO, new NullPointerException("value of " + WHO));

        assertThat(Reasons.of(failure)).startsWith("Failed unexpectedly: NullPointerException at ReasonsTest.java:");
        assertThat(Reasons.isLasting(failure)).isTrue();
        assertThat(Reasons.isLasting(new DateTimeException(""))).isTrue();
        assertThat(Reasons.isLasting(new IllegalStateException("not started"))).isFalse();
    }

    @Test
    @DisplayName("what we say ourselves is kept, wherever it is wrapped")
    void ours() {
        var refused = Refused.because(ProblemCode.UNAVAILABLE, "Cal.com is busy.");

        assertThat(Reasons.of(new RuntimeException(WHO, refused))).isEqualTo("UNAVAILABLE: Cal.com is busy.");
        assertThat(Reasons.of(new RuntimeException(WHO, new StartRefused("no settings"))))
                .isEqualTo("no settings");
        assertThat(printed(Reasons.traceOf(new RuntimeException(WHO, refused))))
                .contains("UNAVAILABLE: Cal.com is busy.")
                .doesNotContain(WHO);
    }

    private static String printed(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
