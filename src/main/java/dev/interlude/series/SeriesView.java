package dev.interlude.series;

import dev.interlude.booking.CascadeView;
import dev.interlude.series.Series.Occurrence;
import java.util.LinkedHashMap;
import java.util.Map;

/** Series as callers see them, with the outcome of each occurrence. */
public class SeriesView {

    private final CascadeView cancelled;

    public SeriesView(CascadeView cancelled) {
        this.cancelled = cancelled;
    }

    /** 201 when every occurrence is decided, 202 while some are not. */
    public int statusOfSeries(Series series) {
        return series.decided() ? 201 : 202;
    }

    /** 200 when Cal.com has agreed to all of it, 202 while it has not. */
    public int statusOfCancelledSeries(Series series) {
        return series.occurrences().stream().anyMatch(Occurrence::cancelPending) ? 202 : 200;
    }

    public Map<String, Object> ofSeries(Series series, String traceId) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", series.id());
        view.put("status", series.status());
        view.put("mode", series.mode());
        view.put("service", series.service());
        view.put("timeZone", series.timeZone());
        view.put("createdAt", series.createdAt().toString());
        view.put(
                "occurrences",
                series.occurrences().stream().map(o -> occurrence(o, traceId)).toList());
        return view;
    }

    private Map<String, Object> occurrence(Occurrence occurrence, String traceId) {
        var view = new LinkedHashMap<String, Object>();
        view.put("date", occurrence.day().toString());
        view.put("status", occurrence.statusName());
        if (occurrence.booking() != null) {
            view.put("bookingId", occurrence.booking());
        }
        if (occurrence.problem() != null) {
            view.put("problem", occurrence.problem());
        } else if (occurrence.cancelPending()) {
            view.put("problem", cancelled.pending(traceId));
        }
        return view;
    }
}
