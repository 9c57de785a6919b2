package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Wire;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.model.Json;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer of the sandbox")
class NotedWireTest {

    @Test
    @DisplayName("is in the log before it is sent; what is cut off, reset or kept back is not")
    void noted() {
        var happened = new ArrayList<String>();
        var wire = new NotedWire(new Recorded(happened), status -> happened.add("noted " + status));
        var answer = Answer.json(201, Json.object());

        wire.answer(answer);
        wire.cut(answer);
        wire.reset();
        wire.silence();

        assertThat(happened).containsExactly("noted 201", "sent 201", "cut", "reset", "silent");
    }

    private record Recorded(ArrayList<String> happened) implements Wire {
        @Override
        public void answer(Answer answer) {
            happened.add("sent " + answer.status());
        }

        @Override
        public void cut(Answer answer) {
            happened.add("cut");
        }

        @Override
        public void reset() {
            happened.add("reset");
        }

        @Override
        public void silence() {
            happened.add("silent");
        }
    }
}
