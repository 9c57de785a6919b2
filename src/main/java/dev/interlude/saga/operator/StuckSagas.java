package dev.interlude.saga.operator;

import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionItem.Action;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import dev.interlude.saga.SagaJournal;
import java.util.List;
import java.util.UUID;

/** Sagas that have used up their attempts. */
public class StuckSagas implements AttentionSource {

    static final String RETRY = "Let it try again";
    static final String RESOLVE = "Vouch that Cal.com has been put right by hand";

    private final SagaJournal journal;
    private final SagaSubjects subjects;

    public StuckSagas(SagaJournal journal, SagaSubjects subjects) {
        this.journal = journal;
        this.subjects = subjects;
    }

    @Override
    public String name() {
        return "sagas";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        var stuck = journal.stuck(after, limit);
        var about = subjects.of(stuck);
        return stuck.stream()
                .map(saga -> item(saga, first(about.getOrDefault(saga.saga(), List.of()))))
                .toList();
    }

    private static AttentionItem item(JournalEntry saga, UUID booking) {
        var path = "/api/v1/sagas/" + saga.saga();
        return new AttentionItem(
                "saga-stuck",
                saga.saga().toString(),
                booking,
                // Its lease ended with its last attempt.
                saga.leaseUntil(),
                SagaReasons.of(saga),
                "/api/v1/sagas?state=STUCK",
                List.of(Action.post(RETRY, path + "/retry"), Action.post(RESOLVE, path + "/resolve")),
                saga.traceId());
    }

    private static UUID first(List<SagaSubjects.Subject> subjects) {
        return subjects.isEmpty() ? null : subjects.get(0).id();
    }
}
