package dev.interlude.ops;

import dev.interlude.availability.slots.SlotCache;
import dev.interlude.outbox.OutboxMeters;
import dev.interlude.webhook.DeliveryMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of the health page about what waits on this node's counts, and how old the cached free times are. */
public class WaitingWork {

    private final DeliveryMetrics deliveries;
    private final OutboxMeters events;
    private final SlotCache slots;

    public WaitingWork(DeliveryMetrics deliveries, OutboxMeters events, SlotCache slots) {
        this.deliveries = deliveries;
        this.events = events;
        this.slots = slots;
    }

    public Map<String, Object> addTo(Map<String, Object> page) {
        var inbox = deliveries.figures();
        var outbox = events.figures();
        page.put("inbox", waiting(inbox.waiting(), inbox.oldest(), inbox.dead()));
        page.put("outbox", waiting(outbox.pending(), outbox.oldest(), outbox.dead()));
        page.put("slots", slots.figures());
        return page;
    }

    private static Map<String, Object> waiting(long waiting, long oldest, long dead) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("waiting", waiting);
        figures.put("oldest_seconds", oldest);
        figures.put("dead", dead);
        return figures;
    }
}
