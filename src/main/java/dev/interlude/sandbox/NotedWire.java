package dev.interlude.sandbox;

import dev.interlude.sandbox.fault.Wire;
import dev.interlude.sandbox.http.Answer;
import java.util.function.IntConsumer;

/**
 * A wire whose answers are noted before they are sent: who has an answer finds it in the log.
 *
 * @param note takes the status of what is answered whole
 */
record NotedWire(Wire wire, IntConsumer note) implements Wire {

    @Override
    public void answer(Answer answer) {
        note.accept(answer.status());
        wire.answer(answer);
    }

    @Override
    public void cut(Answer answer) {
        wire.cut(answer);
    }

    @Override
    public void reset() {
        wire.reset();
    }

    @Override
    public void silence() {
        wire.silence();
    }
}
