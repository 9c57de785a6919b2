package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Json;

/** {@code POST /v2/bookings} of the oldest version: a body of today lacks what it requires. */
public final class LegacyCreate {

    private LegacyCreate() {}

    public static Answer answer(Call call, Caller caller) {
        var target = Json.object();
        target.set("start", call.json().path("start"));
        target.set("eventTypeId", call.json().path("eventTypeId"));
        throw Refusal.invalid(new Problems(target)
                .add("timeZone", "isTimeZone", "timeZone must be a valid IANA time-zone")
                .add("language", "isString", "language must be a string")
                .add("metadata", "isObject", "metadata must be an object"));
    }
}
