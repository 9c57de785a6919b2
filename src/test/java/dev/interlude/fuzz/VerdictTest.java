package dev.interlude.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What judges the answers to odd requests")
class VerdictTest {

    private static final String PROBLEM = "HTTP/1.1 400 \r\nContent-Type: application/problem+json\r\n";
    private static final String OURS =
            "{\"detail\":\"Cal.com says that this time is not available any more. See Cal.com.\"}";

    @Test
    @DisplayName("finds nothing in a problem in our words, and in an answer that was right")
    void good() {
        assertThat(judged(400, PROBLEM, OURS, true, 0)).isEmpty();
        assertThat(judged(200, "HTTP/1.1 200 \r\n", "{}", true, 3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, status 500", "503, status 503", "0, no answer"})
    @DisplayName("finds a fault of the server, and no answer")
    void fault(int status, String wrong) {
        assertThat(judged(status, PROBLEM, OURS, true, 0)).contains(wrong);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.IllegalStateException: x",
                "Cannot deserialize value of type `int`",
                "Unexpected character ('x' (code 120))",
                "at dev.interlude.booking.Plan.of(Plan.java:3)",
                "ERROR: duplicate key value violates unique constraint",
                "org.postgresql.util.PSQLException",
                "<h3>Apache Tomcat/10.1</h3>",
                "No bean of org.apache.camel.Endpoint"
            })
    @DisplayName("finds the words of a library")
    void leak(String body) {
        assertThat(judged(400, PROBLEM, body, true, 0)).anyMatch(wrong -> wrong.startsWith("says '"));
    }

    @Test
    @DisplayName("finds a call to Cal.com for what is invalid, an answer that does not end, and one that is no problem")
    void others() {
        assertThat(judged(400, PROBLEM, OURS, true, 1))
                .containsExactly("Cal.com was called 1 times for what is answered 400");
        assertThat(judged(200, "HTTP/1.1 200 \r\n", "", false, 0)).hasSize(1);
        assertThat(judged(404, "HTTP/1.1 404 \r\nContent-Type: text/html\r\n", "", true, 0))
                .containsExactly("is no problem+json");
    }

    private static List<String> judged(int status, String head, String body, boolean inTime, long calls) {
        var request = new Request(
                "listKeys", "GET", "/", List.of(), new byte[0], Request.Framing.NONE, "ab".repeat(16), "127.0.0.1");
        return new Verdict(true, trace -> calls).of(request, new Wire.Reply(status, head, body, inTime));
    }
}
