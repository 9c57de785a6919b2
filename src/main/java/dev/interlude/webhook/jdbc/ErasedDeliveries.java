package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import java.time.Clock;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Erases a person from Cal.com's deliveries, which then have no further effect: the next comparison reads the state at
 * Cal.com. A delivery in progress is emptied by its worker, which checks for erasures before releasing it.
 */
public class ErasedDeliveries implements PersonEraser {

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
