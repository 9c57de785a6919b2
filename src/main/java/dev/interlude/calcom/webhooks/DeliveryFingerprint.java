package dev.interlude.calcom.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A digest of a delivery's content without its time of sending: the same for each registration that receives it, and
 * for repeats. A digest over the members in the order of their names, without the {@code createdAt} at the root.
 */
final class DeliveryFingerprint {

    /** Triggers where equal content may mean two events, or {@code createdAt} is the booking's, not the delivery's. */
    private static final Set<String> WITH_TIME = Set.of("BOOKING_NO_SHOW_UPDATED", "MEETING_STARTED", "MEETING_ENDED");

    private static final String SENT_AT = "createdAt";

    private DeliveryFingerprint() {}

    static byte[] key(byte[] raw) {
        return sha256().digest(raw);
    }

    static byte[] key(JsonNode root, String trigger) {
        var digest = sha256();
        feed(root, WITH_TIME.contains(trigger) ? "" : SENT_AT, digest);
        return digest.digest();
    }

    private static void feed(JsonNode node, String without, MessageDigest digest) {
        if (node.isObject()) {
            digest.update((byte) '{');
            var members = new TreeMap<String, JsonNode>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                if (!member.getKey().equals(without)) {
                    feed(member.getKey(), digest);
                    feed(member.getValue(), "", digest);
                }
            }
            digest.update((byte) '}');
        } else if (node.isArray()) {
            digest.update((byte) '[');
            node.forEach(element -> feed(element, "", digest));
            digest.update((byte) ']');
        } else {
            digest.update((byte) node.getNodeType().ordinal());
            feed(node.asText(), digest);
        }
    }

    /** With its length before it, so that two texts never look like one. */
    private static void feed(String text, MessageDigest digest) {
        var bytes = text.getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
