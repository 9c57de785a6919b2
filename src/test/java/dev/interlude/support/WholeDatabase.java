package dev.interlude.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches all that the database holds, whatever tables there are. */
public final class WholeDatabase {

    private final JdbcClient jdbc;

    public WholeDatabase(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Column(String place, String type) {}

    /** The columns in which any of these texts stands, in whatever case. */
    public List<String> holding(String... texts) {
        return columns().stream()
                .filter(column -> List.of(texts).stream().anyMatch(text -> holds(column, text)))
                .map(Column::place)
                .toList();
    }

    private List<Column> columns() {
        return jdbc.sql(
                        """
                select c.table_name || '.' || c.column_name as place, c.data_type as type
                from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
                order by 1
                """)
                .query(Column.class)
                .list();
    }

    private boolean holds(Column column, String text) {
        var table = column.place().split("\\.")[0];
        var name = "\"" + column.place().split("\\.")[1] + "\"";
        return column.type().equals("bytea")
                ? exists(table, "position(:text in " + name + ") > 0 or position(:lower in " + name + ") > 0", text)
                : exists(table, "position(lower(:text) in lower(" + name + "::text)) > 0", text);
    }

    private boolean exists(String table, String condition, String text) {
        var query = jdbc.sql("select exists (select from " + table + " where " + condition + ")");
        return (condition.contains(":lower")
                        ? query.param("text", text.getBytes(UTF_8))
                                .param(
                                        "lower",
                                        text.toLowerCase(java.util.Locale.ROOT).getBytes(UTF_8))
                        : query.param("text", text))
                .query(Boolean.class)
                .single();
    }
}
