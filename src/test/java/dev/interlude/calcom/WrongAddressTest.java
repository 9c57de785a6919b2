package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Operations;
import dev.interlude.support.Operations.Operation;
import dev.interlude.support.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("integration")
@DisplayName("Whatever stands in the place of an id")
class WrongAddressTest extends AcceptanceTest {

    private static final List<String> NONE = List.of(
            "null",
            "undefined",
            "none",
            "0",
            "-1",
            "1e9",
            "99999999999999999999",
            "1-1-1-1-1",
            "true",
            "%7B%7D",
            "%22null%22",
            "'null'",
            "%27%20or%20'1'='1",
            "%24%7Bbody%7D",
            "%24%7Bbean:ids%7D",
            "%F0%9F%92%87",
            "%20",
            "0190a2b3-0000-7000-8000-00000000000g",
            "%300190a2b3-0000-7000-8000-000000000000",
            "0190a2b3-0000-7000-8000-000000000000%20",
            "x".repeat(300));

    private static final List<String> IDS = List.of("{id}", "{runId}");

    static Stream<Operation> withMember() {
        return Operations.all().stream().filter(Operation::hasMember);
    }

    static Stream<Operation> withQuery() {
        return Operations.all().stream().filter(operation -> !operation.query().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("withMember")
    @DisplayName("is answered with a problem of the caller's, and changes nothing at Cal.com")
    void member(Operation operation) {
        for (var id : NONE) {
            var reply = ask(operation, operation.at(id));

            assertThat(reply.status())
                    .as("%s %s: %s", operation.method(), operation.at(id), reply)
                    .isBetween(400, 499);
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        }
        assertThat(calcom.writes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("withMember")
    @DisplayName("is named where it cannot be an id")
    void named(Operation operation) {
        if (IDS.stream().noneMatch(operation.path()::contains)) {
            return;
        }
        var reply = ask(operation, operation.at("null"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("NOT_FOUND");
        assertThat(reply.pointers()).containsAnyOf("id", "runId");
    }

    @ParameterizedTest
    @MethodSource("withQuery")
    @DisplayName("and in the place of a query parameter is no fault of ours")
    void query(Operation operation) {
        for (var name : operation.query()) {
            for (var value : List.of("null", "%22null%22", "", "0", "-1", "%24%7Bbody%7D")) {
                var path = operation.at("0190a2b3-0000-7000-8000-000000000000") + "?" + name + "=" + value;
                var reply = ask(operation, path);

                assertThat(reply.status())
                        .as("%s %s: %s", operation.method(), path, reply)
                        .isLessThan(500);
            }
        }
    }

    private Reply ask(Operation operation, String path) {
        var hasBody = List.of("POST", "PUT", "PATCH").contains(operation.method());
        return hasBody
                ? caller.ask(
                        operation.method(), path, BodyPublishers.ofString("{}"), "Content-Type", "application/json")
                : caller.ask(operation.method(), path, BodyPublishers.noBody());
    }
}
