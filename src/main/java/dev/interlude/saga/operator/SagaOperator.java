package dev.interlude.saga.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import dev.interlude.saga.SagaState;
import java.util.List;
import java.util.Map;

/** Lists open sagas for operators, and retries or resolves those that need a person. */
public class SagaOperator {

    private static final int DEFAULT_LIMIT = 50;

    private final SagaJournal journal;
    private final SagaSubjects subjects;

    public SagaOperator(SagaJournal journal, SagaSubjects subjects) {
        this.journal = journal;
        this.subjects = subjects;
    }

    /** Those that have not ended, the oldest first; of one state, if {@code state} is given. */
    public Map<String, List<OpenSagaView>> open(JsonNode query) {
        var state =
                query.hasNonNull("state") ? SagaState.valueOf(query.get("state").asText()) : null;
        var open = journal.open(state, query.path("limit").asInt(DEFAULT_LIMIT));
        var about = subjects.of(open);
        return Map.of(
                "sagas",
                open.stream()
                        .map(saga -> OpenSagaView.of(saga, about.getOrDefault(saga.saga(), List.of())))
                        .toList());
    }

    /**
     * One of them, also after it has ended, as long as it is kept.
     *
     * @throws Refused NOT_FOUND
     */
    public OpenSagaView one(CharSequence saga) {
        return shown(existing(saga));
    }

    /**
     * Resets its attempts; recovery continues it in its next round.
     *
     * @throws Refused NOT_FOUND; IN_PROGRESS if it has ended or a node is working on it
     */
    public OpenSagaView retried(CharSequence saga) {
        var id = existing(saga).saga();
        if (!journal.retry(id)) {
            throw nothingToDo();
        }
        return shown(existing(saga));
    }

    /**
     * Accepts a person's confirmation that nothing is left to undo at Cal.com.
     *
     * @throws Refused NOT_FOUND; IN_PROGRESS if it has ended or a node is working on it
     */
    public OpenSagaView resolved(CharSequence saga, Caller by) {
        if (!journal.resolve(existing(saga).saga(), by.name())) {
            throw nothingToDo();
        }
        return shown(existing(saga));
    }

    private OpenSagaView shown(JournalEntry saga) {
        return OpenSagaView.of(saga, subjects.of(List.of(saga)).getOrDefault(saga.saga(), List.of()));
    }

    private JournalEntry existing(CharSequence saga) {
        return journal.find(SagaId.of(saga.toString()))
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no saga with this id."));
    }

    private static Refused nothingToDo() {
        return Refused.because(ProblemCode.IN_PROGRESS, "This saga has ended, or a node is working on it right now.");
    }
}
