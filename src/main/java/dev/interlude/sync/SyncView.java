package dev.interlude.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.sync.jdbc.SyncFigures.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads requests about sync, and shows its state. */
public class SyncView {

    /** @param body checked against the contract; may be empty */
    public SyncRequest request(JsonNode body, Caller caller) {
        return new SyncRequest(
                body.path("mode").asText("incremental").equals("full"),
                body.path("dryRun").asBoolean(false),
                body.path("force").asBoolean(false),
                caller.name());
    }

    public Resolution resolution(JsonNode body, Caller caller) {
        var text = body.path("resolution").asText();
        return new Resolution(text.equals("ignore") ? null : Repair.of(text), caller.name());
    }

    /** @throws Refused NOT_FOUND when it is no id of ours */
    public UUID driftId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refused.because(ProblemCode.NOT_FOUND, "There is no difference with this id.");
        }
    }

    public Map<String, Object> begun(UUID run) {
        return Map.of("runId", run);
    }

    public Map<String, Object> ofDrift(Drift drift) {
        return DriftView.of(drift);
    }

    public Map<String, Object> listed(List<Drift> drift) {
        return DriftView.list(drift);
    }

    public Map<String, Object> ofStatus(Figures figures) {
        var counts = new LinkedHashMap<String, Object>();
        counts.put("synced", figures.synced());
        counts.put("pending", figures.pending());
        counts.put("failed", figures.failed());
        counts.put("orphaned", figures.orphaned());
        counts.put("ghosts", figures.ghosts());
        counts.put("drifted", figures.drifted());
        counts.put("clashes", figures.clashes());
        counts.put("unchecked", figures.unchecked());
        var view = new LinkedHashMap<String, Object>();
        view.put("inSync", figures.inSync());
        view.put("lastCheck", DriftView.text(figures.lastCheck()));
        view.put("lastFull", DriftView.text(figures.lastFull()));
        view.put("watermark", DriftView.text(figures.watermark()));
        view.put("running", figures.running());
        view.put("counts", counts);
        return view;
    }
}
