package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Erasing;
import dev.interlude.platform.Person;
import java.time.Clock;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes a person out of what Cal.com has told. Nothing more comes of it: what stands at Cal.com, the next comparison reads
 * there. One that is just being worked on is emptied by who works on it: they ask whether somebody was erased, and wait
 * for the answer, before they let go of it.
 */
public class ErasedDeliveries implements Erasing {

    private static final Set<String> NONE = Set.of("");

    private final JdbcClient jdbc;
    private final Clock clock;

    public ErasedDeliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Kept kept() {
        return Kept.DELIVERIES;
    }

    @Override
    public int erase(Person person) {
        return jdbc.sql(
                        """
                update webhook_delivery set body = '', people = '{}', last_error = null,
                    status = case when ended_at is null then 'IGNORED' else status end, ended_at = coalesce(ended_at, :now)
                where id in (
                    select id from webhook_delivery where id in (
                        select id from webhook_delivery where people @> array[cast(:email as text)]
                        union select id from webhook_delivery where calcom_uid in (:uids)
                        union select id from webhook_delivery where moved_from in (:uids))
                      and (body <> '' or last_error is not null)
                    for update skip locked)
                """)
                .param("email", person.email())
                .param("uids", person.uids().isEmpty() ? NONE : person.uids())
                .param("now", sql(clock.instant()))
                .update();
    }
}
