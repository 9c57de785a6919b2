package dev.interlude.platform.attention;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** A place in the list of one {@link AttentionSource}: behind the item with this time and id. */
public record AttentionPosition(Instant since, String id) {

    public static final AttentionPosition START = new AttentionPosition(Instant.EPOCH, "");

    private static final UUID FIRST = new UUID(0, 0);
    private static final Comparator<AttentionItem> OLDEST_FIRST =
            Comparator.comparing(AttentionItem::since).thenComparing(AttentionItem::id);

    public static AttentionPosition of(AttentionItem item) {
        return new AttentionPosition(item.since(), item.id());
    }

    /**
     * The id where ids are UUIDs; the lowest of them at the start.
     *
     * @throws Refused VALIDATION_FAILED, 422, when it is none: then it comes from a cursor that is none of ours
     */
    public UUID uuid() {
        try {
            return id.isEmpty() ? FIRST : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
    }

    /** The refusal of an invalid cursor. */
    public static Refused notOurs() {
        return new Refused(Problem.meaning("?cursor", "is not a nextCursor of ours"));
    }

    /** The page behind this position, of items that are held in memory. */
    public List<AttentionItem> page(Collection<AttentionItem> all, int limit) {
        return all.stream()
                .filter(this::isBefore)
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .toList();
    }

    private boolean isBefore(AttentionItem item) {
        var order = item.since().compareTo(since);
        return order > 0 || order == 0 && item.id().compareTo(id) > 0;
    }
}
