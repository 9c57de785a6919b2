package dev.interlude.saga.operator;

import dev.interlude.saga.SagaId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds what sagas are about; implemented by the room that opens them. */
@FunctionalInterface
public interface SagaSubjects {

    /**
     * A booking that a saga places, moves or cancels.
     *
     * @param label names it for operators, without personal data
     */
    record Subject(UUID id, String label) {}

    /** The subjects of each saga, in one query however many there are; a saga without a known subject is left out. */
    Map<SagaId, List<Subject>> of(Collection<JournalEntry> sagas);
}
