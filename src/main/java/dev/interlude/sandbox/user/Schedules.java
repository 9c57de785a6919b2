package dev.interlude.sandbox.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Schedule;
import dev.interlude.sandbox.model.Store;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code GET /v2/schedules}: reading the caller's schedules. */
public final class Schedules {
    private final Store store;

    public Schedules(Store store) {
        this.store = store;
    }

    public Answer list(Call call, Caller caller) {
        var all = Json.array();
        mine(caller).forEach(s -> all.add(view(s)));
        return Answer.success(200, all);
    }

    public Answer standard(Call call, Caller caller) {
        var found = mine(caller).filter(Schedule::isDefault).findFirst();
        return Answer.success(200, view(found.orElseThrow(() -> Refusal.notFound("No default schedule found"))));
    }

    public Answer get(Call call, Caller caller) {
        var id = call.path().substring(call.path().lastIndexOf('/') + 1);
        var found =
                mine(caller).filter(s -> Integer.toString(s.id()).equals(id)).findFirst();
        return Answer.success(
                200, view(found.orElseThrow(() -> Refusal.notFound("Schedule with ID=" + id + " does not exist."))));
    }

    private Stream<Schedule> mine(Caller caller) {
        return store.seed().schedules().stream()
                .filter(s -> s.ownerId() == caller.user().id());
    }

    private static ObjectNode view(Schedule schedule) {
        var view = Json.object()
                .put("id", schedule.id())
                .put("ownerId", schedule.ownerId())
                .put("name", schedule.name())
                .put("timeZone", schedule.timeZone().getId());
        var availability = view.putArray("availability");
        for (var hours : schedule.availability()) {
            var days = hours.days().stream()
                    .map(d -> d.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                    .toList();
            availability
                    .addObject()
                    .put("startTime", hours.start().toString())
                    .put("endTime", hours.end().toString())
                    .set("days", Json.array(days));
        }
        view.put("isDefault", schedule.isDefault());
        var overrides = view.putArray("overrides");
        schedule.overrides().forEach(o -> overrides
                .addObject()
                .put("date", o.date().toString())
                .put("startTime", o.start().toString())
                .put("endTime", o.end().toString()));
        return view;
    }
}
