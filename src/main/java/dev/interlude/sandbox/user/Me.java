package dev.interlude.sandbox.user;

import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.model.Json;

/** {@code GET /v2/me}. */
public final class Me {

    private Me() {}

    public static Answer answer(Call call, Caller caller) {
        var user = caller.user();
        return Answer.success(
                200,
                Json.object()
                        .put("id", user.id())
                        .put("email", user.email())
                        .put("name", user.name())
                        .putNull("avatarUrl")
                        .putNull("bio")
                        .put("timeFormat", user.timeFormat())
                        .put("defaultScheduleId", user.defaultScheduleId())
                        .put("weekStart", user.weekStart())
                        .put("timeZone", user.timeZone().getId())
                        .put("username", user.username())
                        .putNull("organizationId"));
    }
}
