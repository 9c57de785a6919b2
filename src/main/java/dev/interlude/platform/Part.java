package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One of many requests that came in one body, to be answered as if it had come alone.
 *
 * @param path that it would have been sent to
 * @param key its Idempotency-Key
 */
public record Part(Caller caller, String path, Text key, JsonNode body, Text traceId) {}
