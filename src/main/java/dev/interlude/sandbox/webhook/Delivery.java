package dev.interlude.sandbox.webhook;

import java.time.Instant;

/**
 * One webhook delivery as it went.
 *
 * @param uid of its booking
 * @param signature the value of {@code X-Cal-Signature-256}
 * @param outcome {@code 200} and the like, {@code lost}, or what failed
 */
public record Delivery(
        long seq, Instant at, String trigger, String uid, String url, String body, String signature, String outcome) {}
