package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("Between callers and Cal.com")
class HeadersTest extends AcceptanceTest {

    /** What Camel would obey, in headers, if it came through. */
    private static final List<String> STEERING = List.of(
            "CamelHttpUri",
            "CAmelHttpUri",
            "camelhttpuri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpMethod",
            "CamelHttpHost",
            "CamelHttpRawQuery",
            "CamelHttpResponseCode",
            "CamelRestHttpUri",
            "CamelBeanMethodName",
            "CamelToEndpoint",
            "Exchange.HTTP_URI",
            "org.apache.camel.CamelHttpUri");

    /** All that may leave for Cal.com. */
    private static final Set<String> OURS = Set.of(
            "host",
            "authorization",
            "cal-api-version",
            "accept",
            "content-type",
            "content-length",
            "user-agent",
            "accept-encoding",
            "connection",
            "traceparent",
            "transfer-encoding");

    @Test
    @DisplayName("no header of a caller reaches Cal.com and none of Cal.com's a caller, whatever the route")
    void nothingPasses() {
        var headers = headers();
        var booked = caller.post("/api/v1/bookings", RequestBodies.haircut(day.at("10:00"), "anna"), headers);
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        var path = "/api/v1/bookings/" + booked.id();
        var replies = List.of(
                booked,
                caller.ask("GET", "/api/v1/services", none(), headers),
                caller.ask("GET", search(""), none(), headers),
                caller.ask("GET", path, none(), headers),
                caller.ask("GET", "/api/v1/bookings?from=" + day + "&to=" + day.next(), none(), headers),
                caller.ask("GET", path + "/history", none(), headers),
                caller.ask("GET", "/api/v1/events?limit=1", none(), headers),
                caller.ask("GET", "/api/v1/subscriptions", none(), headers),
                caller.ask("GET", "/health/calcom", none(), headers),
                caller.ask("GET", "/health/calcom/detailed", none(), headers),
                caller.post(path + "/reschedule", RequestBodies.to(day.at("12:00")), headers),
                caller.post(path + "/cancel", RequestBodies.object(), headers),
                caller.ask("GET", "/api/v1/bookings/no-such-thing", none(), headers));

        assertThat(calcom.requests()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(received -> {
            assertThat(received.headers().keySet()).isSubsetOf(OURS);
            assertThat(received.headers()).containsEntry("authorization", "Bearer cal_sandbox");
            assertThat(received.headers().toString()).doesNotContain("secret-of-the-caller", "evil.example");
            assertThat(received.path()).startsWith("/v2/");
        });
        assertThat(replies)
                .extracting(Reply::status)
                .containsExactly(201, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 404);
        assertThat(replies).allSatisfy(reply -> {
            var names = reply.headers().map().keySet().stream()
                    .map(String::toLowerCase)
                    .toList();
            assertThat(names)
                    .noneMatch(name -> name.startsWith("x-ratelimit") || name.startsWith("camel"))
                    .doesNotContain("x-request-id", "x-caller", "cookie", "authorization", "etag", "x-powered-by");
            assertThat(reply.headers().map().toString()).doesNotContain("secret-of-the-caller", "evil.example");
        });
    }

    @Test
    @DisplayName("a steering name in query, form or body is refused or moves nothing")
    void nothingSteers() {
        for (var name : STEERING) {
            var inQuery = caller.get(search("&" + name + "=http://evil.example/"));
            assertThat(inQuery.status()).as(name).isEqualTo(400);
            var inBody = RequestBodies.haircut(day.at("10:00"), "anna").put(name, "http://evil.example/");
            assertThat(caller.book(inBody).status()).as(name).isEqualTo(400);
            var inForm = caller.post(
                    "/api/v1/bookings",
                    name + "=http://evil.example/",
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(inForm.status()).as(name).isIn(400, 415);
        }
        assertThat(calcom.requests()).allMatch(r -> r.target().startsWith("/v2/slots?"));
    }

    private String search(String more) {
        return "/api/v1/availability?service=haircut&staff=anna&from=" + day + "&to=" + day.next() + more;
    }

    private static java.net.http.HttpRequest.BodyPublisher none() {
        return java.net.http.HttpRequest.BodyPublishers.noBody();
    }

    private static String[] headers() {
        var headers = new java.util.ArrayList<>(List.of(
                "Cookie", "session=secret-of-the-caller",
                "X-Caller", "secret-of-the-caller",
                "cal-api-version", "1999-01-01",
                "X-Forwarded-Host", "evil.example",
                "Long-Running-Action", "secret-of-the-caller",
                "segmentId", "secret-of-the-caller"));
        STEERING.forEach(name -> headers.addAll(List.of(name, "http://evil.example/")));
        return headers.toArray(String[]::new);
    }
}
