package dev.interlude.saga.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import dev.interlude.saga.SagaState;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/** Lists open sagas for operators, and retries or resolves those that need a person. */
public class SagaOperator {

    private static final int DEFAULT_LIMIT = 50;

    private final SagaJournal journal;
    private final SagaSubjects subjects;
    private final OperatorActions actions;

    public SagaOperator(SagaJournal journal, SagaSubjects subjects, OperatorActions actions) {
        this.journal = journal;
        this.subjects = subjects;
        this.actions = actions;
    }

    /** Those that have not ended, the oldest first; of one state, if {@code state} is given. */
    public Map<String, List<SagaView>> open(JsonNode query) {
        var state =
                query.hasNonNull("state") ? SagaState.valueOf(query.get("state").asText()) : null;
        var open = journal.open(state, query.path("limit").asInt(DEFAULT_LIMIT));
        var about = subjects.of(open);
        return Map.of(
                "sagas",
                open.stream()
                        .map(saga -> SagaView.of(saga, about.getOrDefault(saga.saga(), List.of())))
                        .toList());
    }

    /**
     * One of them, also after it has ended, as long as it is kept.
     *
     * @throws Refused NOT_FOUND
     */
    public SagaView one(CharSequence saga) {
        return shown(existing(saga));
    }

    /**
     * Resets its attempts; recovery continues it in its next round.
     *
     * @throws Refused NOT_FOUND; IN_PROGRESS if it has ended or a node is working on it
     */
    @Transactional
    public SagaView retried(CharSequence saga, Caller by) {
        var before = existing(saga);
        if (!journal.retry(before.saga())) {
            throw nothingToDo();
        }
        return recorded(StuckSagas.RETRY, before, by);
    }

    /**
     * Accepts a person's confirmation that nothing is left to undo at Cal.com.
     *
     * @throws Refused NOT_FOUND; IN_PROGRESS if it has ended or a node is working on it
     */
    @Transactional
    public SagaView resolved(CharSequence saga, Caller by) {
        var before = existing(saga);
        if (!journal.resolve(before.saga(), by.name())) {
            throw nothingToDo();
        }
        return recorded(StuckSagas.RESOLVE, before, by);
    }

    private SagaView recorded(String what, JournalEntry before, Caller by) {
        var shown = shown(existing(before.saga().toString()));
        var booking =
                shown.bookings().isEmpty() ? null : shown.bookings().get(0).id();
        actions.record(by, what, "saga", before.saga().value(), booking);
        return shown;
    }

    private SagaView shown(JournalEntry saga) {
        return SagaView.of(saga, subjects.of(List.of(saga)).getOrDefault(saga.saga(), List.of()));
    }

    private JournalEntry existing(CharSequence saga) {
        return journal.find(SagaId.of(saga.toString()))
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no saga with this id."));
    }

    private static Refused nothingToDo() {
        return Refused.because(ProblemCode.IN_PROGRESS, "This saga has ended, or a node is working on it right now.");
    }
}
