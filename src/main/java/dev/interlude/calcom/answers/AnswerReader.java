package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.interlude.calcom.CalcomTrouble;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Success;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import java.io.IOException;

/**
 * Parses all shapes of Cal.com's answers: the envelope of a success, four shapes of error, and gateway pages. Only the
 * status is trusted; texts are matched, never shown to callers.
 */
public class AnswerReader {

    private static final int RETRY_SOON = 5;
    private static final int BLOCK = 60;

    private final ObjectMapper json;

    public AnswerReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @param reset {@code X-RateLimit-Reset-Default}: seconds from now, or null
     * @throws CalcomTrouble on anything but a readable 2xx or 4xx
     */
    public CalcomAnswer read(int status, byte[] body, String reset) {
        if (status == 429) {
            throw new CalcomTrouble(new Trouble(Kind.BLOCKED, false, seconds(reset), "429"));
        }
        if (status >= 500) {
            throw new CalcomTrouble(new Trouble(Kind.SERVER_ERROR, true, RETRY_SOON, "status " + status));
        }
        var tree = parse(status, body);
        if (status >= 200 && status < 300) {
            if (!"success".equals(tree.path("status").asText())) {
                throw malformed("status " + status + " without the envelope of a success");
            }
            return new Success(
                    tree.path("data").isMissingNode() ? NullNode.getInstance() : tree.get("data"),
                    tree.path("pagination"));
        }
        if (status < 400) {
            throw malformed("status " + status);
        }
        var error = tree.path("error");
        return new Refusal(status, error.path("code").asText(""), message(tree, error));
    }

    private JsonNode parse(int status, byte[] body) {
        try {
            var tree = body == null ? null : json.readTree(body);
            if (tree == null || !tree.isObject()) {
                throw malformed("status " + status + " with a body that is no JSON object");
            }
            return tree;
        } catch (IOException e) {
            throw malformed("status " + status + " with a body that is no JSON");
        }
    }

    private static String message(JsonNode tree, JsonNode error) {
        var text = error.path("message").asText(tree.path("message").asText(""));
        var constraints = new StringBuilder(text);
        error.path("details").path("errors").forEach(e -> constraints
                .append(' ')
                .append(e.path("property").asText())
                .append(' ')
                .append(e.path("constraints")));
        return constraints.toString();
    }

    private static int seconds(String reset) {
        try {
            return reset == null ? BLOCK : Math.max(1, Integer.parseInt(reset.trim()));
        } catch (NumberFormatException e) {
            return BLOCK;
        }
    }

    private static CalcomTrouble malformed(String detail) {
        return new CalcomTrouble(new Trouble(Kind.MALFORMED, true, RETRY_SOON, detail));
    }
}
