package dev.interlude.platform.flows;

/**
 * The step at which a flow failed.
 *
 * @param place the YAML file and its line; empty when Camel does not know it
 */
public record FailedStep(String route, String step, String place) {

    /** Where nothing is known of it. */
    public static final FailedStep UNKNOWN = new FailedStep("unknown", "unknown", "");

    @Override
    public String toString() {
        return "step " + step + " of route " + route + (place.isEmpty() ? "" : " (" + place + ")");
    }
}
