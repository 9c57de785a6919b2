package dev.interlude.sandbox.fault;

import dev.interlude.sandbox.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/** Answers that no JSON parser likes. */
final class Garbage {

    private Garbage() {}

    static Answer of(String kind) {
        return switch (kind) {
            case "html" -> html(200, "Welcome to nginx!");
            case "bytes" -> {
                var bytes = new byte[256];
                new Random(bytes.length).nextBytes(bytes);
                yield new Answer(200, bytes, Map.of("Content-Type", Answer.JSON));
            }
            case "empty" -> new Answer(200, new byte[0], Map.of("Content-Type", Answer.JSON));
            default -> new Answer(200, text("upstream connect error {not json"), Map.of("Content-Type", "text/plain"));
        };
    }

    static Answer html(int status, String title) {
        var page = "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>";
        return new Answer(status, text(page), Map.of("Content-Type", "text/html"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
