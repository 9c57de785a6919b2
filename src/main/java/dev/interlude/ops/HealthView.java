package dev.interlude.ops;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The health page: how Cal.com and the work with it are. */
public class HealthView {

    private final Clock clock;

    public HealthView(Clock clock) {
        this.clock = clock;
    }

    /** @param calcom what the room that speaks Cal.com knows: members api, budget, breaker */
    public Map<String, Object> brief(Map<String, Object> calcom) {
        return page(status(calcom));
    }

    /** What nobody knows yet is null. */
    public Map<String, Object> detailed(
            Map<String, Object> calcom,
            Map<String, Object> bookings,
            Map<String, Object> sagas,
            Map<String, Object> webhooks,
            Map<String, Object> sync) {
        var status = status(calcom);
        var stuck = !Long.valueOf(0).equals(sagas.get("stuck"));
        var page = page(stuck && status.equals("healthy") ? "degraded" : status);
        page.putAll(calcom);
        page.put("bookings", bookings);
        page.put("sagas", sagas);
        page.put("webhooks", webhooks);
        page.put("sync", sync);
        return page;
    }

    /** The HTTP status. */
    public int code(Map<String, Object> page) {
        return "unhealthy".equals(page.get("status")) ? 503 : 200;
    }

    private Map<String, Object> page(String status) {
        var page = new LinkedHashMap<String, Object>();
        page.put("status", status);
        page.put("timestamp", clock.instant().toString());
        return page;
    }

    private static String status(Map<String, Object> calcom) {
        return ((Map<?, ?>) calcom.get("api")).get("status").toString();
    }
}
