package dev.interlude.ops;

import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Mismatches between the catalog and Cal.com, and staff whose changes in Cal.com we cannot see. */
final class CatalogAttention implements AttentionSource {

    private static final String LINK = "/health/calcom/detailed";

    private final CatalogCheck check;
    private final StaffCoverage staff;

    CatalogAttention(CatalogCheck check, StaffCoverage staff) {
        this.check = check;
        this.staff = staff;
    }

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        var items = new ArrayList<AttentionItem>();
        for (var finding : check.last().findings()) {
            if (!finding.warning()) {
                var id = "%s/%s/%s".formatted(finding.account(), finding.staff(), finding.eventType());
                items.add(item("catalog-mismatch", id, check.since(finding.text()), finding.text()));
            }
        }
        for (var state : staff.unseen()) {
            var text =
                    "What people change in Cal.com for %s is not seen here. %s".formatted(state.staff(), state.todo());
            items.add(item("staff-unseen", "staff/" + state.staff(), check.since(text), text));
        }
        return after.page(items, limit);
    }

    private static AttentionItem item(String kind, String id, Instant since, String text) {
        return new AttentionItem(kind, id, null, since, text, LINK, List.of());
    }
}
