package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.RequestBodies;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("error-handling")
@DisplayName("A node that falls asleep in the middle of a transaction")
class SleepingNodeTest extends AcceptanceTest {

    private static final String CALLS_LEFT = "select id from calcom_budget for update";

    @Autowired
    private DataSource connections;

    @Test
    @DisplayName("loses its locks: the others go on calling Cal.com, and what it had not committed has not happened")
    void asleep() throws SQLException {
        caller.offers("haircut", day);
        try (var sleeper = connections.getConnection()) {
            sleeper.setAutoCommit(false);
            execute(sleeper, CALLS_LEFT);

            try (var other = connections.getConnection()) {
                other.setAutoCommit(false);
                execute(other, "set local lock_timeout = '20s'");
                execute(other, CALLS_LEFT);
                other.rollback();
            }

            assertThatThrownBy(() -> execute(sleeper, CALLS_LEFT)).isInstanceOf(SQLException.class);
        }
        assertThat(caller.book(RequestBodies.haircut(day.at("10:00"), "anna")).status())
                .isEqualTo(201);
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}
