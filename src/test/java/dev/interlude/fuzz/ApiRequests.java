package dev.interlude.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests made from {@code openapi.yaml}: some right, most with something wrong. The number of one and the seed decide all but ids. */
final class ApiRequests {

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "json",
            ";",
            "");
    private static final List<String> HEADERS = List.of(
            "Accept: application/xml",
            "Accept: */*;q=nonsense",
            "Accept-Language: \u0080\u00ff",
            "Accept-Encoding: gzip;q=9",
            "Content-Encoding: gzip",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Cookie: " + "a=b; ".repeat(500),
            "Cookie: $Version=1; JSESSIONID=\"",
            "Expect: 100-continue",
            "Expect: nonsense",
            "Range: bytes=9-1",
            "If-Modified-Since: yesterday",
            "If-None-Match: \"",
            "X-Forwarded-For: 1.2.3.4, ::1",
            "X-Forwarded-Host: evil\\host",
            "X-HTTP-Method-Override: DELETE",
            "Origin: null",
            "Host: other",
            "CamelHttpUri: http://127.0.0.1:9",
            "CamelHttpMethod: DELETE",
            "Long-Running-Action: 1",
            "Transfer-Encoding: gzip",
            "Upgrade: h2c",
            "Idempotency-Key: " + "k".repeat(300),
            "Idempotency-Key: ",
            "Idempotency-Key: \u0001",
            "Name with blanks: x",
            ": x",
            "NoColon",
            "X-Long: " + "y".repeat(20_000));
    private static final List<String> KEYS = List.of(
            "Authorization: ",
            "Authorization: Bearer",
            "Authorization: Bearer ",
            "Authorization: Bearer \u00ff\u0001",
            "Authorization: Bearer " + "k".repeat(5000),
            "Authorization: Basic !!!",
            "Authorization: Basic YWRtaW46",
            "Authorization: Digest x=\"",
            "X-Nothing: no key at all");
    private static final List<String> SEGMENTS = List.of(
            "%00", "%2F", "..;", "..", "%2e%2e", ";a=b", "%", "%zz", "%c0%ae", "null", "%F0%9F%98%80", "a%0d%0ab");

    private final List<Operation> operations = Operation.all();
    private final JsonNode document = Operation.document();
    private final Ids ids;
    private final String key;
    private final long seed;

    ApiRequests(Ids ids, String key, long seed) {
        this.ids = ids;
        this.key = key;
        this.seed = seed;
    }

    List<Operation> operations() {
        return operations;
    }

    Request number(int n) {
        var random = Oddities.random(seed, n);
        return new Draft(operations.get(Math.floorMod(n, operations.size())), random).request();
    }

    /** One request in the making. */
    private final class Draft {

        private final Operation operation;
        private final Random random;
        private final Values values;
        private final Oddities odd;
        private final List<String> headers = new ArrayList<>();

        private Draft(Operation operation, Random random) {
            this.operation = operation;
            this.random = random;
            this.values = new Values(document, ids, random);
            this.odd = new Oddities(random);
        }

        private Request request() {
            var right = random.nextInt(4) == 0;
            var trace = "%016x%016x".formatted(random.nextLong() | 1, random.nextLong() | 1);
            var authorization = right || seldom() ? null : KEYS.get(random.nextInt(KEYS.size()));
            var wrongKey = authorization != null && random.nextInt(5) == 0;
            headers.add(wrongKey ? authorization : "Authorization: Bearer " + key);
            headers.add("traceparent: 00-" + trace + "-00f067aa0ba902b7-01");
            var target = path(right) + query(right);
            var method = right || random.nextInt(12) > 0 ? operation.method() : odd.one(METHODS);
            var body = body(right);
            var framing = framing(right, body);
            if (!right && random.nextInt(4) == 0) {
                headers.add(odd.one(HEADERS));
            }
            // Of addresses that sent wrong keys the server wants to hear less for a minute.
            var from = wrongKey
                    ? "127.%d.%d.%d".formatted(1 + random.nextInt(250), random.nextInt(250), 2 + random.nextInt(250))
                    : "127.0.0.1";
            return new Request(operation.id(), method, target, List.copyOf(headers), body, framing, trace, from);
        }

        private boolean seldom() {
            return random.nextInt(3) > 0;
        }

        private String path(boolean right) {
            var path = operation.path();
            for (var parameter : operation.parameters()) {
                if (parameter.in().equals("path")) {
                    var value = encoded(
                            values.of(parameter.schema(), parameter.name()).asText());
                    var given = right || random.nextInt(5) > 0 ? value : odd();
                    path = path.replace("{" + parameter.name() + "}", given);
                }
            }
            return right || random.nextInt(15) > 0
                    ? path
                    : path + (random.nextBoolean() ? "/" : "") + odd.one(SEGMENTS);
        }

        private String odd() {
            return random.nextBoolean() ? odd.one(SEGMENTS) : encoded(odd.text());
        }

        private String query(boolean right) {
            var pairs = new ArrayList<String>();
            for (var parameter : operation.parameters()) {
                var value = values.of(parameter.schema(), parameter.name()).asText();
                var missing = !parameter.required() && random.nextInt(3) > 0 || !right && random.nextInt(10) == 0;
                if (parameter.in().equals("query") && !missing) {
                    var wrong = !right && random.nextInt(4) == 0;
                    pairs.add(parameter.name() + "=" + (wrong ? odd() : encoded(value)));
                } else if (parameter.in().equals("header") && !missing) {
                    headers.add(parameter.name() + ": " + (right ? value : odd.one(List.of(value, "same", "\u00e4"))));
                }
            }
            if (!right && random.nextInt(12) == 0) {
                pairs.add(odd.one(
                        List.of("extra=1", "=", "&", "%", "a=%zz", "limit=1&limit=2", "limit[]=1", "?", "%00=1")));
            }
            return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
        }

        private byte[] body(boolean right) {
            if (operation.body().isMissingNode()) {
                return !right && random.nextInt(10) == 0 ? odd.bent("{\"a\":1}") : new byte[0];
            }
            var type = right || random.nextInt(15) > 0 ? "application/json" : odd.one(TYPES);
            headers.add("Content-Type: " + type);
            var good = operation.examples().isEmpty() || random.nextBoolean()
                    ? values.of(operation.body(), "")
                    : odd.one(operation.examples());
            return right || random.nextInt(4) == 0 ? good.toString().getBytes(UTF_8) : odd.broken(good);
        }

        private Request.Framing framing(boolean right, byte[] body) {
            if (body.length == 0) {
                return operation.body().isMissingNode() ? Request.Framing.NONE : Request.Framing.LENGTH;
            }
            return switch (right ? 9 : random.nextInt(24)) {
                case 0 -> Request.Framing.CUT;
                case 1 -> Request.Framing.BROKEN_CHUNKS;
                case 2, 3 -> Request.Framing.CHUNKED;
                default -> Request.Framing.LENGTH;
            };
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
