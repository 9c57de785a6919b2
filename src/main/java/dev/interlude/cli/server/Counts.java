package dev.interlude.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** Figures by name, on one line. */
final class Counts {

    private Counts() {}

    static String of(JsonNode counts) {
        return counts.properties().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining("  "));
    }
}
