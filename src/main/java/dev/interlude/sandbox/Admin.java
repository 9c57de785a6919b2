package dev.interlude.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.model.Json;

/** The knobs over HTTP. */
final class Admin {
    private final Sandbox sandbox;

    Admin(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Answer answer(Call call) {
        JsonNode done = Json.object().put("ok", true);
        if (call.path().equals("/sandbox/reset")) {
            sandbox.reset();
        }
        return Answer.json(200, done);
    }
}
