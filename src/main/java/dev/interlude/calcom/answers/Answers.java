package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.calcom.Problems;
import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Success;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Shared by all readers of answers: members may be unknown, missing or null; required ones are checked. */
public final class Answers {

    private static final int RETRY_SOON = 5;

    private Answers() {}

    /**
     * The data of a success.
     *
     * @throws Refused on anything else, with a problem in our words
     */
    static JsonNode data(CalcomAnswer answer) {
        if (answer instanceof Success success) {
            return success.data();
        }
        throw new Refused(problem(answer));
    }

    static Problem problem(CalcomAnswer answer) {
        return answer instanceof Refusal refusal ? Problems.of(refusal) : Problems.of((Trouble) answer);
    }

    /** A member as text; null where it is missing, null or empty. */
    public static String text(JsonNode node, String member) {
        var text = node.path(member).asText("");
        return text.isEmpty() || node.path(member).isNull() ? null : text;
    }

    /** @throws Refused CALCOM_MALFORMED when it is not there */
    static String required(JsonNode node, String member) {
        var text = text(node, member);
        if (text == null) {
            throw malformed("no " + member);
        }
        return text;
    }

    /** Null where it is missing or none. */
    static Instant instant(JsonNode node, String member) {
        var text = text(node, member);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** @throws Refused CALCOM_MALFORMED when it is not there */
    static Instant requiredInstant(JsonNode node, String member) {
        var instant = instant(node, member);
        if (instant == null) {
            throw malformed("no " + member);
        }
        return instant;
    }

    static Refused malformed(String detail) {
        return new Refused(Problems.of(new Trouble(Kind.MALFORMED, true, RETRY_SOON, detail)));
    }
}
