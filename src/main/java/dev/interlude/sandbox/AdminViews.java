package dev.interlude.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.booking.BookingView;
import dev.interlude.sandbox.fault.FaultJson;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.Json;
import java.util.List;
import java.util.function.Function;

/** What the admin endpoints show. */
final class AdminViews {
    private final Sandbox sandbox;

    AdminViews(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    JsonNode requests(Call call) {
        var since = since(call);
        var found = sandbox.requests().stream()
                .filter(r -> r.seq() > since)
                .filter(r -> fits(call, "operation", r.operation().text()))
                .filter(r -> fits(call, "method", r.method()))
                .filter(r -> fits(call, "path", r.path()))
                .filter(r -> fits(call, "uid", r.uid()))
                .filter(r -> fits(call, "eventTypeId", r.eventTypeId()))
                .toList();
        var limit = call.param("limit").map(Integer::parseInt).orElse(found.size());
        return list(found.subList(Math.max(0, found.size() - limit), found.size()), AdminViews::view);
    }

    private static ObjectNode view(Received r) {
        var view = Json.object()
                .put("seq", r.seq())
                .put("at", Json.instant(r.at()))
                .put("operation", r.operation().text())
                .put("method", r.method())
                .put("target", r.target());
        view.set("headers", Json.of(r.headers()));
        return view.put("body", r.body())
                .put("eventTypeId", r.eventTypeId())
                .put("uid", r.uid())
                .put("key", r.key())
                .put("status", r.status());
    }

    JsonNode bookings(Call call) {
        return list(
                sandbox.bookings().stream()
                        .filter(b -> fits(call, "status", b.status.inAnswers()))
                        .filter(b -> fits(call, "eventTypeId", b.eventTypeId))
                        .toList(),
                BookingView::row);
    }

    JsonNode deliveries(Call call) {
        var since = since(call);
        return list(sandbox.deliveries().stream().filter(d -> d.seq() > since).toList(), d -> Json.object()
                .put("seq", d.seq())
                .put("at", Json.instant(d.at()))
                .put("trigger", d.trigger())
                .put("uid", d.uid())
                .put("url", d.url())
                .put("body", d.body())
                .put("signature", d.signature())
                .put("outcome", d.outcome()));
    }

    JsonNode faults() {
        return list(sandbox.faults().list(), FaultJson::view);
    }

    JsonNode waiting() {
        return list(sandbox.gates().waiting(), w -> Json.object()
                .put("id", w.id())
                .put("operation", w.operation().text())
                .put("method", w.method())
                .put("target", w.target())
                .put("eventTypeId", w.eventTypeId())
                .put("uid", w.uid())
                .put("worked", w.worked()));
    }

    private static long since(Call call) {
        return call.param("since").map(Long::parseLong).orElse(0L);
    }

    private static boolean fits(Call call, String name, Object value) {
        return call.param(name)
                .map(wanted -> wanted.equals(String.valueOf(value)))
                .orElse(true);
    }

    private static <T> JsonNode list(List<T> all, Function<T, ObjectNode> view) {
        var list = Json.array();
        all.forEach(one -> list.add(view.apply(one)));
        return list;
    }
}
