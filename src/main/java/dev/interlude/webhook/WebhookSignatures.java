package dev.interlude.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies Cal.com's signature: HMAC-SHA256 over the raw bytes. Without a secret every delivery is refused, and
 * Cal.com's {@code no-secret-provided} is no signature.
 */
public class WebhookSignatures {

    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HEX_DIGITS = 64;

    private final Map<String, List<SecretKeySpec>> keys = new LinkedHashMap<>();

    /** @param secrets by account; blank ones count as none */
    public WebhookSignatures(Map<String, List<String>> secrets) {
        secrets.forEach((account, its) -> keys.put(
                account,
                its.stream()
                        .filter(secret -> secret != null && !secret.isBlank())
                        .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
                        .toList()));
    }

    static WebhookSignatures of(SecretSettings settings) {
        var secrets = new LinkedHashMap<String, List<String>>();
        settings.accounts()
                .forEach((account, its) -> secrets.put(
                        account,
                        Stream.of(its.webhookSecret(), its.formerWebhookSecret())
                                .filter(secret -> secret != null)
                                .toList()));
        return new WebhookSignatures(secrets);
    }

    /**
     * The account whose Cal.com has signed this. Takes the map, as Camel alters headers passed one by one.
     *
     * @param headers with {@code account}, if the address names one
     * @param body null when there is none
     * @throws Refused UNAUTHENTICATED when none has
     */
    public String signedBy(Map<String, Object> headers, byte[] body) {
        return signer(
                (String) headers.get("account"),
                (String) headers.get("X-Cal-Signature-256"),
                body == null ? new byte[0] : body);
    }

    /**
     * The account whose Cal.com has signed this.
     *
     * @param named in the address; null or empty: any
     * @throws Refused UNAUTHENTICATED when none has
     */
    public String signer(String named, String signature, byte[] body) {
        var given = bytes(signature);
        if (given != null) {
            for (var account : keys.entrySet()) {
                if ((named == null || named.isEmpty() || named.equals(account.getKey()))
                        && matches(account.getValue(), given, body)) {
                    return account.getKey();
                }
            }
        }
        throw Refused.because(ProblemCode.UNAUTHENTICATED, "The signature is missing or wrong.");
    }

    private static boolean matches(List<SecretKeySpec> keys, byte[] given, byte[] body) {
        var found = false;
        for (var key : keys) {
            found |= MessageDigest.isEqual(given, sign(key, body));
        }
        return found;
    }

    private static byte[] sign(SecretKeySpec key, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String signature) {
        if (signature == null) {
            return null;
        }
        var hex = signature.strip();
        hex = hex.toLowerCase(Locale.ROOT).startsWith(PREFIX) ? hex.substring(PREFIX.length()) : hex;
        try {
            return hex.length() == HEX_DIGITS ? HexFormat.of().parseHex(hex) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
