package dev.interlude.ops;

import dev.interlude.platform.ZoneRelease;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The health page: how Cal.com and the work with it are. */
public class HealthView {

    private final Clock clock;
    private final ZoneRelease zones;

    public HealthView(Clock clock, ZoneRelease zones) {
        this.clock = clock;
        this.zones = zones;
    }

    /** @param calcom what the room that speaks Cal.com knows: members api, budget, breaker */
    public Map<String, Object> brief(Map<String, Object> calcom) {
        return page(status(calcom));
    }

    /** Unknown values are null. */
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
        page.put("time_zones", zones.view(clock.instant()));
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
