package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** Two requests are equal if method, path and body are; the order of a body's members does not matter. */
public final class Fingerprints {

    public String of(String method, String path, JsonNode body) {
        try {
            var text = method + " " + path + "\n" + canonical(body);
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String canonical(JsonNode node) {
        if (node == null) {
            return "";
        }
        if (node.isObject()) {
            return node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(member -> new com.fasterxml.jackson.databind.node.TextNode(member.getKey()) + ":"
                            + canonical(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return node.isArray()
                ? node.valueStream().map(Fingerprints::canonical).collect(Collectors.joining(",", "[", "]"))
                : node.toString();
    }
}
