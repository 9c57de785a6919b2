package dev.interlude.platform.flows;

import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import java.util.List;

/** Changed files of flows that this node has refused. */
final class RefusedFlows implements AttentionSource {

    private final Flows flows;

    RefusedFlows(Flows flows) {
        this.flows = flows;
    }

    @Override
    public String name() {
        return "flows";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        var refused = flows.trouble().stream()
                .map(trouble -> new AttentionItem(
                        "flows-refused",
                        "flows",
                        null,
                        flows.troubleSince(),
                        "Changed flows are refused and the former ones go on; mend the file: " + trouble,
                        "/docs",
                        List.of()))
                .toList();
        return after.page(refused, limit);
    }
}
