package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One request of a bulk, answered as if sent alone.
 *
 * @param path of the equivalent single request
 * @param key its Idempotency-Key
 * @param trace of the bulk
 */
public record Part(Caller caller, String path, Text key, JsonNode body, Traceparent trace) {}
