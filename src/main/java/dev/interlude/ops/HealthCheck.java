package dev.interlude.ops;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** {@code ./interlude health-check}: asks a running server whether it is alive and ready; exit code 0 if it is. */
public final class HealthCheck {

    private HealthCheck() {}

    public static void main(String[] args) {
        var port =
                Optional.ofNullable(System.getenv("INTERLUDE_MANAGEMENT_PORT")).orElse("8081");
        var server = new Client("http://127.0.0.1:" + port, Map.of());
        var healthy = is(server, "liveness") & is(server, "readiness");
        System.exit(healthy ? 0 : 1);
    }

    private static boolean is(Client server, String probe) {
        try {
            var answer = server.get("/actuator/health/" + probe);
            System.out.println(probe + ": " + answer.body().path("status").asText("no answer"));
            return answer.status() == 200;
        } catch (IOException e) {
            System.out.println(probe + ": nobody answers at the management port; is the server running?");
            return false;
        }
    }
}
