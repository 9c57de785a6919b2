package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Ids;
import dev.interlude.webhook.Incoming;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where deliveries are kept before anything else happens to them. */
public class Inbox {

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    public Inbox(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** Keeps a delivery, in one statement: to be worked on, or as a duplicate of one that is. */
    public UUID store(Incoming incoming) {
        var id = ids.next();
        jdbc.sql(
                        """
                with first as (
                    insert into webhook_delivery
                        (id, account, received_at, content_key, trigger, calcom_uid, body, status, due_at)
                    values (:id, :account, :now, :key, :trigger, :uid, :body, 'RECEIVED', :now)
                    on conflict (content_key) where status <> 'DUPLICATE' do nothing
                    returning id)
                insert into webhook_delivery
                    (id, account, received_at, content_key, trigger, calcom_uid, body, status, ended_at)
                select :id, :account, :now, :key, :trigger, :uid, :body, 'DUPLICATE', :now
                where not exists (select from first)
                """)
                .param("id", id)
                .param("account", incoming.account())
                .param("now", sql(clock.instant()))
                .param("key", incoming.contentKey())
                .param("trigger", incoming.trigger())
                .param("uid", incoming.calcomUid())
                .param("body", incoming.body())
                .update();
        return id;
    }
}
