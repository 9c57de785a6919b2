package dev.interlude.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.jdbc.BookingLabels;
import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Everything that needs a person, from all rooms: source by source, the oldest first. */
public class Attention {

    private static final int DEFAULT_LIMIT = 50;

    private final List<AttentionSource> sources;
    private final BookingLabels labels;

    /** @param sources the most urgent first */
    public Attention(List<AttentionSource> sources, BookingLabels labels) {
        this.sources = List.copyOf(sources);
        this.labels = labels;
    }

    private record Found(String source, AttentionItem item) {}

    /**
     * One page.
     *
     * @throws dev.interlude.platform.problems.Refused VALIDATION_FAILED, 422, when the cursor is none of ours
     */
    public Map<String, Object> page(JsonNode query) {
        var limit = query.path("limit").asInt(DEFAULT_LIMIT);
        var found = find(AttentionCursor.of(query, names()), limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size()));
        var known = labels.of(shown.stream()
                .map(one -> one.item().bookingId())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", shown.stream().map(one -> view(one.item(), known)).toList());
        page.put("nextCursor", found.size() > limit ? cursor(shown.get(limit - 1)) : null);
        return page;
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

    private static Map<String, Object> view(AttentionItem item, Map<UUID, String> labels) {
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
