package dev.interlude.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.platform.work.Changes;
import dev.interlude.support.TestDatabase;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("unit")
@DisplayName("The count of what this node has written")
class CountedWritesTest {

    private final Changes changes = new Changes();
    private final CountedWrites connections =
            new CountedWrites(TestDatabase.another("changes"), changes, Set.of("chair"));
    private final JdbcClient jdbc = JdbcClient.create(connections);
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(connections));

    @BeforeEach
    void tables() {
        jdbc.sql("create table if not exists chair (id int)").update();
        jdbc.sql("create table if not exists mirror (id int)").update();
        jdbc.sql("truncate chair, mirror").update();
        jdbc.sql("insert into chair values (1)").update();
    }

    @Test
    @DisplayName("grows with what is written to the tables that matter, in whichever way")
    void writes() {
        assertWrites(true, () -> jdbc.sql("insert into chair values (2)").update());
        assertWrites(true, () -> jdbc.sql("with new as (insert into chair values (3) returning id) select id from new")
                .query(Integer.class)
                .single());
        assertWrites(
                true,
                () -> transaction.executeWithoutResult(status -> {
                    var before = changes.version();
                    jdbc.sql("delete from chair where id = 3").update();
                    assertThat(changes.version()).as("before the commit").isEqualTo(before);
                }));
    }

    @Test
    @DisplayName("stays where nothing was written, or only elsewhere")
    void reads() {
        assertWrites(
                false,
                () -> jdbc.sql("select id from chair").query(Integer.class).list());
        assertWrites(false, () -> jdbc.sql("insert into mirror values (1)").update());
        assertWrites(
                false, () -> jdbc.sql("update chair set id = 5 where id = 4").update());
        assertWrites(false, () -> jdbc.sql("update chair set id = 5 where id = 4 returning id")
                .query(Integer.class)
                .list());
    }

    private void assertWrites(boolean writes, Runnable work) {
        var before = changes.version();
        work.run();
        assertThat(changes.version() > before).isEqualTo(writes);
    }
}
