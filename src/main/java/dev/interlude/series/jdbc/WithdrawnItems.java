package dev.interlude.series.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Role;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.series.Bulk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Withdraws the items of a bulk that no node has begun. What has begun goes on: Cal.com may have done some of it. */
public class WithdrawnItems {

    private static final String WITHDRAW =
            """
            update bulk_item set status = :status, answer = :answer::json, booking = null, due_at = null
            where bulk = :bulk and status is null and owner is null and tries = 0
            """;

    private final JdbcClient jdbc;
    private final BulkLedger bulks;
    private final ProblemAnswers problems;

    public WithdrawnItems(JdbcClient jdbc, BulkLedger bulks, ProblemAnswers problems) {
        this.jdbc = jdbc;
        this.bulks = bulks;
        this.problems = problems;
    }

    /**
     * Again changes nothing more.
     *
     * @return the bulk as it is then
     * @throws Refused NOT_FOUND, also when it is another key's and the caller is no administrator
     */
    @Transactional
    public Bulk withdraw(String id, Caller caller, String traceId) {
        var bulk = bulks.found(id);
        if (!bulk.caller().equals(caller.name()) && !caller.may(Role.ADMIN)) {
            throw BulkLedger.unknown();
        }
        var answer = problems.of(
                Problem.of(ProblemCode.WITHDRAWN, "It was withdrawn before it began; nothing was changed."), traceId);
        jdbc.sql(WITHDRAW)
                .param("bulk", bulk.id())
                .param("status", answer.status())
                .param("answer", new String(answer.body(), UTF_8))
                .update();
        return bulks.existing(bulk.id());
    }
}
