package dev.interlude.sync;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done about a difference; the texts are part of the HTTP interface and of the settings. */
public enum Repair {
    @JsonProperty("accept-calcom")
    ACCEPT_CALCOM,
    @JsonProperty("push-ours")
    PUSH_OURS,
    /** Nothing: a person decides. */
    @JsonProperty("flag")
    FLAG;

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public static Repair of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
}
