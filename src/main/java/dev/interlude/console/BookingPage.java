package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.cli.ServerApi;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.SagaState;
import dev.interlude.saga.StepState;
import dev.interlude.saga.operator.SagaOperator;
import dev.interlude.saga.operator.SagaView;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** One appointment: its parts with their Cal.com uids, what happened to it, its sagas, and what can be done with it. */
record BookingPage(ConsoleApi api, SagaOperator sagas, Catalog catalog) {

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    record Event(String at, String what, String by, String detail, String traceId) {}

    record Saga(String id, String reason, List<Step> steps) {}

    /** @param route undoes or finishes it */
    record Step(String route, String state, int attempts, String lastError) {

        static Step of(SagaView.StepView step, SagaState saga) {
            return new Step(
                    step.route().replaceFirst("^direct:(//)?", ""),
                    state(step.state(), saga),
                    step.attempts(),
                    step.lastError());
        }

        private static String state(StepState step, SagaState saga) {
            return switch (step) {
                case ENLISTED -> saga == SagaState.COMPLETED ? "not needed" : "open";
                case DONE -> "done";
                case STUCK -> "stuck";
                case RESOLVED -> "settled by hand";
            };
        }
    }

    /** @return null: no id of a booking */
    Page show(String id) {
        if (!ID.matcher(id).matches()) {
            return null;
        }
        var zone = "?timeZone=" + ServerApi.encoded(catalog.timeZone().getId());
        var booking = api.get("/api/v1/bookings/" + id + zone);
        var history = api.get("/api/v1/bookings/" + id + "/history");
        var model = new HashMap<String, Object>();
        model.put("booking", Appointment.of(booking, catalog));
        model.put("email", booking.at("/attendee/email").asText(""));
        model.put("phone", booking.at("/attendee/phoneNumber").asText(""));
        model.put("notes", booking.path("notes").asText(""));
        model.put("start", booking.path("start").asText().substring(0, 16));
        model.put("zone", catalog.timeZone().getId());
        model.put("flagged", api.reasonsByBooking().get(id));
        model.put("canChange", booking.path("status").asText().equals("BOOKED"));
        model.put("events", events(history));
        model.put("sagas", sagas(history));
        return Page.of("booking", "Appointment", model);
    }

    /** Moves or cancels it, or marks it as looked at. */
    Page act(String id, Map<String, String> form) {
        if (!ID.matcher(id).matches()) {
            return null;
        }
        var path = "/api/v1/bookings/" + id;
        var once = form.getOrDefault("once", "");
        try {
            var done =
                    switch (form.getOrDefault("action", "")) {
                        case "move" -> {
                            api.change("POST", path + "/reschedule", move(form), once);
                            yield "Moved to " + form.get("start").replace('T', ' ') + ".";
                        }
                        case "cancel" -> {
                            api.change(
                                    "POST", path + "/cancel", Map.of("reason", form.getOrDefault("reason", "")), once);
                            yield "Cancelled.";
                        }
                        case "looked-at" -> {
                            api.change(
                                    "POST",
                                    path + "/resolve-flag",
                                    Map.of("note", form.getOrDefault("note", "")),
                                    once);
                            yield "Marked as looked at.";
                        }
                        default -> throw new ActionRefused(400, "There is no such action.");
                    };
            return show(id).saying(done);
        } catch (ActionRefused e) {
            return show(id).refusing(e);
        }
    }

    private Map<String, Object> move(Map<String, String> form) {
        var body = new HashMap<String, Object>();
        body.put("start", form.getOrDefault("start", ""));
        body.put("timeZone", catalog.timeZone().getId());
        if (form.containsKey("repair")) {
            body.put("repair", true);
        }
        return body;
    }

    private List<Event> events(JsonNode history) {
        var events = new ArrayList<Event>();
        history.path("events")
                .forEach(event -> events.add(new Event(
                        Moments.clock(
                                OffsetDateTime.parse(event.path("at").asText()).toInstant(), catalog.timeZone()),
                        event.path("what").asText(),
                        event.path("by").asText(),
                        event.path("detail").isValueNode()
                                ? event.path("detail").asText()
                                : event.path("detail").toString(),
                        event.path("traceId").asText(null))));
        return events;
    }

    /** Sagas that ended long ago are deleted; those left are shown. */
    private List<Saga> sagas(JsonNode history) {
        var ids = new ArrayList<String>();
        history.path("events").forEach(event -> ids.add(event.path("sagaId").asText(null)));
        return ids.stream()
                .filter(Objects::nonNull)
                .distinct()
                .map(this::saga)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Saga> saga(String id) {
        try {
            var saga = sagas.one(id);
            return Optional.of(new Saga(
                    id,
                    saga.reason(),
                    saga.steps().stream()
                            .map(step -> Step.of(step, saga.state()))
                            .toList()));
        } catch (Refused e) {
            return Optional.empty();
        }
    }
}
