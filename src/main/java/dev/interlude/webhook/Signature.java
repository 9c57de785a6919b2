package dev.interlude.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a delivery is Cal.com's: the HMAC-SHA256 of its raw bytes, in hex, with or without {@code sha256=} before it.
 */
public final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private Signature() {}

    /**
     * @param given the header; what Cal.com sends for a webhook without a secret never matches
     * @param secrets the account's: during a rotation the new one and the old one; none means nothing is ever accepted
     */
    public static boolean matches(byte[] raw, String given, List<String> secrets) {
        if (given == null) {
            return false;
        }
        var hex = given.startsWith(PREFIX) ? given.substring(PREFIX.length()) : given;
        var claimed = hex.getBytes(StandardCharsets.US_ASCII);
        var matches = false;
        for (var secret : secrets) {
            // Every secret is tried to the end, so that time tells nothing.
            matches |= !secret.isBlank() && MessageDigest.isEqual(claimed, hex(raw, secret));
        }
        return matches;
    }

    private static byte[] hex(byte[] raw, String secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(raw)).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }
}
