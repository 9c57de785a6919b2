package dev.interlude.support;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The database refuses whatever is written about one Cal.com booking, until this is closed. */
public final class RefusedWrites implements AutoCloseable {

    private final JdbcClient jdbc;
    private final String uid;

    public RefusedWrites(JdbcClient jdbc, String uid) {
        this.jdbc = jdbc;
        this.uid = uid;
        jdbc.sql(
                        """
                create or replace function broken_segment() returns trigger language plpgsql as
                $$ begin raise exception 'this booking is broken'; end $$
                """)
                .update();
        jdbc.sql(
                        "create trigger broken before insert or update on segment for each row when (new.calcom_uid = '%s') execute function broken_segment()"
                                .formatted(uid.replaceAll("[^A-Za-z0-9]", "")))
                .update();
    }

    /** How often it has been tried. */
    public int attempts() {
        return jdbc.sql("select coalesce(max(attempts), 0) from webhook_delivery where calcom_uid = :uid")
                .param("uid", uid)
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        jdbc.sql("drop trigger broken on segment").update();
    }
}
