package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.RequestBodies;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
@DisplayName("What a caller writes stays text, whatever it looks like")
class CallersTextTest extends AcceptanceTest {

    @ParameterizedTest
    @DisplayName("as a name and as notes")
    @ValueSource(
            strings = {
                "Zoë Müller-O'Neill",
                "👩🏽‍🎤 Ziggy",
                "Robert'); drop table booking;--",
                "${variable.caller}",
                "\"quoted\"",
                "'quoted'",
                "null",
                "a\r\nSet-Cookie: b"
            })
    void name(String text) {
        var requestBody = RequestBodies.haircut(day.at("09:00"), "anna").put("notes", text);
        requestBody.withObject("/attendee").put("name", text);

        var booked = caller.booked(requestBody);

        assertThat(booked.at("/attendee/name")).isEqualTo(text);
        assertThat(booked.at("/notes")).isEqualTo(text);
        assertThat(books.booking(booked.id(), "attendee_name")).isEqualTo(text);
        var sent = calcom.requests(Operation.CREATE).get(0).json();
        assertThat(sent.at("/attendee/name").asText()).isEqualTo(text);
        assertThat(sent.at("/bookingFieldsResponses/notes").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @DisplayName("as the reason of a move and of a cancellation")
    @ValueSource(
            strings = {"it's late, sorry", "${body}", "\"quoted\"", "'quoted'", "null", "true", "a, 'b', ${bean:json}"})
    void reason(String text) {
        var id = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna")).id();

        var moved = caller.move(id, RequestBodies.to(day.at("10:00")).put("reason", text));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(calcom.liveOf(id).get(0).reschedulingReason).isEqualTo(text);

        var cancelled = caller.post(
                "/api/v1/bookings/" + id + "/cancel", RequestBodies.object().put("reason", text));
        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
        assertThat(calcom.booking(cancelled.at("/segments/0/calcom/uid")).cancellationReason)
                .isEqualTo(text);
        assertThat(books.booking(id, "reason")).isEqualTo(text);
    }

    @ParameterizedTest
    @DisplayName("as an Idempotency-Key, which differs from any other")
    @ValueSource(strings = {"'key'", "\"key\"", "null", "true", "${body}", "a, b", "key;'--"})
    void key(String text) {
        var key = text.replace("key", "key" + UUID.randomUUID());
        var plain = key.replaceAll("['\"]", "");
        var requestBody = RequestBodies.haircut(day.at("09:00"), "anna");

        var first = caller.book(requestBody, "Idempotency-Key", key);
        var again = caller.book(requestBody, "Idempotency-Key", key);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        if (!plain.equals(key)) {
            assertThat(caller.book(requestBody, "Idempotency-Key", plain).status())
                    .isEqualTo(409);
        }
    }

    @ParameterizedTest
    @DisplayName("as a language, of which Cal.com is told as much as it knows")
    @CsvSource({"de, de", "pt-BR, pt-BR", "de-AT, de", "zh-TW, zh-TW", "gsw, en", "xx-YY, en"})
    void language(String language, String atCalcom) {
        var requestBody = RequestBodies.haircut(day.at("09:00"), "anna");
        requestBody.withObject("/attendee").put("language", language);

        var booked = caller.booked(requestBody);

        assertThat(booked.at("/attendee/language")).isEqualTo(language);
        assertThat(calcom.requests(Operation.CREATE)
                        .get(0)
                        .json()
                        .at("/attendee/language")
                        .asText())
                .isEqualTo(atCalcom);
    }

    @Test
    @DisplayName("as headers, which steer nothing and reach neither Cal.com nor the answer")
    void headers() {
        var booked = caller.book(
                RequestBodies.haircut(day.at("09:00"), "anna"),
                "CamelHttpUri",
                "http://127.0.0.1:1/stolen",
                "CamelHttpMethod",
                "DELETE",
                "CamelBeanMethodName",
                "hashCode",
                "Long-Running-Action",
                UUID.randomUUID().toString(),
                "cal-api-version",
                "1999-01-01",
                "Cookie",
                "a=b",
                "X-Mine",
                "mine");

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.headers().map()).doesNotContainKeys("x-mine", "cookie", "authorization", "camelhttpuri");
        assertThat(calcom.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.headers().keySet())
                    .isSubsetOf(List.of(
                            "accept",
                            "accept-encoding",
                            "authorization",
                            "cal-api-version",
                            "connection",
                            "content-length",
                            "content-type",
                            "host",
                            "traceparent",
                            "transfer-encoding",
                            "user-agent"));
            assertThat(request.headers().get("authorization")).isEqualTo("Bearer cal_sandbox");
            assertThat(request.headers().get("cal-api-version")).startsWith("2024-");
        });
    }
}
