package dev.interlude.saga;

import java.util.Map;
import org.apache.camel.util.URISupport;

/**
 * What is called to undo a step, and to finish it; either may be null, not both.
 * The options become headers of that call. They are text: the journal must give them back after a crash as it got them.
 */
public record PlannedStep(String compensation, String completion, Map<String, String> options) {

    public PlannedStep {
        compensation = normalized(compensation);
        completion = normalized(completion);
        if (compensation == null && completion == null) {
            throw new IllegalArgumentException("A step needs a compensation or a completion");
        }
        options = Map.copyOf(options);
    }

    public static PlannedStep compensatedBy(String uri, Map<String, String> options) {
        return new PlannedStep(uri, null, options);
    }

    /** One spelling for {@code direct:x} and {@code direct://x}: the saga EIP says the second, people the first. */
    private static String normalized(String uri) {
        try {
            return uri == null ? null : URISupport.normalizeUri(uri);
        } catch (Exception e) {
            throw new IllegalArgumentException("No endpoint uri: " + uri, e);
        }
    }
}
