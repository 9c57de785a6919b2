package dev.interlude.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.jdbc.BookingLabels;
import dev.interlude.ops.jdbc.AttentionSeen;
import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import dev.interlude.platform.attention.OperatorAction;
import dev.interlude.platform.jdbc.OperatorActions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Everything that needs a person, from all rooms: source by source, the oldest first. */
public class Attention {

    private static final int DEFAULT_LIMIT = 50;

    private final List<AttentionSource> sources;
    private final BookingLabels labels;
    private final OperatorActions actions;
    private final AttentionSeen seen;

    /** @param sources the most urgent first */
    public Attention(List<AttentionSource> sources, BookingLabels labels, OperatorActions actions, AttentionSeen seen) {
        this.sources = List.copyOf(sources);
        this.labels = labels;
        this.actions = actions;
        this.seen = seen;
    }

    private record Found(String source, AttentionItem item) {}

    /**
     * One page.
     *
     * @throws dev.interlude.platform.problems.Refused VALIDATION_FAILED, 422, when the cursor is none of ours
     */
    public Map<String, Object> page(JsonNode query) {
        var limit = query.path("limit").asInt(DEFAULT_LIMIT);
        var after = AttentionCursor.of(query, names());
        var found = find(after, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var known = labels(shown.stream().map(one -> one.item().bookingId()));
        var taken = actions.about(shown.stream().map(one -> one.item().id()).toList());
        var page = new LinkedHashMap<String, Object>();
        page.put(
                "items",
                shown.stream()
                        .map(one -> view(
                                one.item(), known, taken.getOrDefault(one.item().id(), List.of())))
                        .toList());
        page.put("nextCursor", found.size() > limit ? cursor(shown.get(limit - 1)) : null);
        page.put("emptySince", found.isEmpty() && after.isStart() ? emptySince() : null);
        return page;
    }

    /** What people did about items, the newest first, whether or not these are settled. */
    public Map<String, Object> actions(JsonNode query) {
        var latest = actions.latest(query.path("limit").asInt(DEFAULT_LIMIT));
        var known = labels(latest.stream().map(OperatorAction::bookingId));
        return Map.of("actions", latest.stream().map(one -> view(one, known)).toList());
    }

    /** Notes the time while there is an item. */
    public void look() {
        if (!find(AttentionCursor.START, 1).isEmpty()) {
            seen.now();
        }
    }

    /** An item that a person settled between two looks was there too. */
    private String emptySince() {
        var last = seen.last();
        return actions.last().filter(last::isBefore).orElse(last).toString();
    }

    private Map<UUID, String> labels(Stream<UUID> bookings) {
        return labels.of(bookings.filter(Objects::nonNull).distinct().toList());
    }

    private List<Found> find(AttentionCursor after, int limit) {
        var found = new ArrayList<Found>();
        for (var source :
                sources.subList(names().indexOf(after.source()) + (after.isStart() ? 1 : 0), sources.size())) {
            var position = source.name().equals(after.source()) ? after.position() : AttentionPosition.START;
            source.items(position, limit - found.size()).forEach(item -> found.add(new Found(source.name(), item)));
            if (found.size() >= limit) {
                break;
            }
        }
        return found;
    }

    private List<String> names() {
        return sources.stream().map(AttentionSource::name).toList();
    }

    private static String cursor(Found last) {
        return new AttentionCursor(last.source(), AttentionPosition.of(last.item())).text();
    }

    private static Map<String, Object> view(AttentionItem item, Map<UUID, String> labels, List<OperatorAction> taken) {
        var view = new LinkedHashMap<String, Object>();
        view.put("kind", item.kind());
        view.put("id", item.id());
        view.put("bookingId", item.bookingId());
        view.put("booking", item.bookingId() == null ? null : labels.get(item.bookingId()));
        view.put("since", item.since().toString());
        view.put("reason", item.reason());
        view.put("traceId", item.traceId());
        view.put("link", item.link());
        view.put("actions", item.actions().stream().map(Attention::view).toList());
        view.put("taken", taken.stream().map(Attention::done).toList());
        return view;
    }

    private static Map<String, Object> view(OperatorAction action, Map<UUID, String> labels) {
        var view = done(action);
        view.put("about", action.about());
        view.put("item", action.item());
        view.put("bookingId", action.bookingId());
        view.put("booking", action.bookingId() == null ? null : labels.get(action.bookingId()));
        view.put("traceId", action.traceId());
        return view;
    }

    private static Map<String, Object> done(OperatorAction action) {
        var view = new LinkedHashMap<String, Object>();
        view.put("at", action.at().toString());
        view.put("by", action.by());
        view.put("what", action.what());
        return view;
    }

    private static Map<String, Object> view(AttentionItem.Action action) {
        var view = new LinkedHashMap<String, Object>();
        view.put("title", action.title());
        view.put("method", action.method());
        view.put("path", action.path());
        view.put("body", action.body());
        return view;
    }
}
