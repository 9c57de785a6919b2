package dev.interlude.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import java.util.List;
import java.util.Map;

/** Where an operator looks at sagas that have not ended, and settles those that need a person. */
public class SagaDesk {

    private static final int DEFAULT_LIMIT = 50;

    private final SagaJournal journal;

    public SagaDesk(SagaJournal journal) {
        this.journal = journal;
    }

    /** Those that have not ended, the oldest first; of one state, if {@code state} is given. */
    public Map<String, List<OpenSagaView>> open(JsonNode query) {
        var state =
                query.hasNonNull("state") ? SagaState.valueOf(query.get("state").asText()) : null;
        return Map.of(
                "sagas",
                journal.open(state, query.path("limit").asInt(DEFAULT_LIMIT)).stream()
                        .map(OpenSagaView::of)
                        .toList());
    }

    /**
     * Gives it all its attempts anew; recovery takes it up at its next look.
     *
     * @throws Refused NOT_FOUND; IN_PROGRESS when it has ended or somebody is at it
     */
    public OpenSagaView retried(CharSequence saga) {
        var id = existing(saga).saga();
        if (!journal.retry(id)) {
            throw nothingToDo();
        }
        return OpenSagaView.of(existing(saga));
    }

    /**
     * Takes the word of a person that at Cal.com nothing is left to be undone.
     *
     * @throws Refused NOT_FOUND; IN_PROGRESS when it has ended or somebody is at it
     */
    public OpenSagaView resolved(CharSequence saga, Caller by) {
        if (!journal.resolve(existing(saga).saga(), by.name())) {
            throw nothingToDo();
        }
        return OpenSagaView.of(existing(saga));
    }

    private JournalEntry existing(CharSequence saga) {
        return journal.find(SagaId.of(saga.toString()))
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no saga with this id."));
    }

    private static Refused nothingToDo() {
        return Refused.because(ProblemCode.IN_PROGRESS, "This saga has ended, or a node is working on it right now.");
    }
}
