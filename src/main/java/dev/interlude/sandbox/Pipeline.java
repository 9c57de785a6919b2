package dev.interlude.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Misbehaviour;
import dev.interlude.sandbox.fault.Wire;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Gatekeeper;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.http.Router;
import dev.interlude.sandbox.log.RequestLog;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The way of a request: body, route, rate limit, key, work; each stage can refuse it, and does so in its own style. */
final class Pipeline {
    private static final int LARGEST_BODY = 100 * 1024;
    private static final Answer PREFLIGHT = new Answer(
            204,
            new byte[0],
            Map.of(
                    "Access-Control-Allow-Methods", "GET,PATCH,DELETE,HEAD,POST,PUT,OPTIONS",
                    "Access-Control-Allow-Headers",
                            "x-cal-client-id,x-cal-secret-key,cal-api-version,Accept,Authorization,Content-Type,Origin",
                    "Access-Control-Max-Age", "86400"));
    private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());

    private final Store store;
    private final SandboxClock clock;
    private final Router router;
    private final Gatekeeper gatekeeper;
    private final Misbehaviour misbehaviour;
    private final RequestLog log;

    Pipeline(
            Store store,
            SandboxClock clock,
            Router router,
            Gatekeeper gatekeeper,
            Misbehaviour misbehaviour,
            RequestLog log) {
        this.store = store;
        this.clock = clock;
        this.router = router;
        this.gatekeeper = gatekeeper;
        this.misbehaviour = misbehaviour;
        this.log = log;
    }

    void handle(Call sent, Wire wire) {
        if (sent.method().equals("OPTIONS")) {
            wire.answer(PREFLIGHT);
            return;
        }
        Call call = sent;
        Refusal unreadable = null;
        try {
            call = sent.withJson(json(sent));
        } catch (Refusal refusal) {
            unreadable = refusal;
        }
        var route = router.find(call);
        var operation = route.map(Router.Route::operation).orElse(Operation.OTHER);
        var about = about(call);
        var seq = log.arrived(clock.now(), operation, call, about, gatekeeper.keyName(call));
        var noted = new NotedWire(wire, status -> log.answered(seq, status));
        if (unreadable != null) {
            var answer = unreadable.answer(call.target(), clock.now());
            if (unreadable.status() == 400) {
                answer = answer.with(Map.of("X-Request-Id", "unknown-request-id"));
            }
            noted.answer(answer);
        } else if (route.isEmpty()) {
            noted.answer(identified(Refusal.notFound("Cannot " + call.method() + " " + call.target())
                    .answer(call.target(), clock.now())));
        } else {
            counted(route.get(), call, about, noted);
        }
    }

    private static JsonNode json(Call call) {
        var type = call.header("content-type");
        if (call.body().length == 0 || type == null || !type.startsWith("application/json")) {
            return Call.nothing();
        }
        if (call.body().length > LARGEST_BODY) {
            throw Refusal.bare(413, "request entity too large");
        }
        try {
            return Json.parse(call.body());
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("Unexpected end of JSON input");
        }
    }

    /** The event type of the request, also when it names only one of its bookings. */
    private Long about(Call call) {
        var named = call.eventTypeId();
        if (named != null || call.uid() == null) {
            return named;
        }
        return store.booking(call.uid()).map((Booking b) -> b.eventTypeId).orElse(null);
    }

    private void counted(Router.Route route, Call call, Long about, Wire wire) {
        Map<String, String> limits = Map.of();
        try {
            var verdict = gatekeeper.count(call);
            limits = verdict.headers();
            if (verdict.refused()) {
                throw Refusal.tooManyRequests();
            }
        } catch (Refusal refusal) {
            // An unknown key has no bucket and so no headers.
            var answer = identified(refusal.answer(call.target(), clock.now())).with(limits);
            wire.answer(answer);
            return;
        }
        var headers = limits;
        Supplier<Answer> work = () -> identified(work(route, call)).with(headers);
        misbehaviour.run(route.operation(), call, about, work, wire);
    }

    private Answer work(Router.Route route, Call call) {
        try {
            var caller = gatekeeper.admit(call, route.access());
            return route.work().answer(call, caller);
        } catch (Refusal refusal) {
            return refusal.answer(call.target(), clock.now());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the sandbox failed at " + call.method() + " " + call.target(), e);
            return Refusal.internal().answer(call.target(), clock.now());
        }
    }

    private static Answer identified(Answer answer) {
        return answer.with(Map.of("X-Request-Id", UUID.randomUUID().toString()));
    }
}
