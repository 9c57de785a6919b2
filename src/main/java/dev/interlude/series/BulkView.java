package dev.interlude.series;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bulks as callers see them: what is decided so far, in the order it was asked for. */
public class BulkView {

    private static final int ACCEPTED = 202;
    private static final int FIRST_PROBLEM = 300;

    /** 200 when every item is decided, 202 while some are not. */
    public int statusOf(Bulk bulk) {
        return bulk.isDone() ? 200 : ACCEPTED;
    }

    public Map<String, Object> of(Bulk bulk) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", bulk.id());
        view.put("status", bulk.isDone() ? "DONE" : "RUNNING");
        view.put("total", bulk.items().size());
        view.put("done", bulk.decided());
        view.put("askedAt", bulk.askedAt().toString());
        view.put(
                "results",
                bulk.items().stream()
                        .filter(Bulk.Item::decided)
                        .map(BulkView::result)
                        .toList());
        return view;
    }

    /** The same after items were withdrawn. */
    public Map<String, Object> withdrawn(Bulk bulk) {
        var view = of(bulk);
        view.put("withdrawn", positions(bulk, true));
        view.put("begun", positions(bulk, false));
        return view;
    }

    private static List<Integer> positions(Bulk bulk, boolean withdrawn) {
        return bulk.items().stream()
                .filter(item -> item.withdrawn() == withdrawn)
                .map(Bulk.Item::position)
                .toList();
    }

    private static Map<String, Object> result(Bulk.Item item) {
        var view = new LinkedHashMap<String, Object>();
        view.put("index", item.position());
        view.put("status", item.status());
        view.put(item.status() < FIRST_PROBLEM ? "booking" : "problem", item.answer());
        return view;
    }
}
