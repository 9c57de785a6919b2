package dev.interlude.catalog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One of Cal.com's event types: what a staff member does in one segment.
 *
 * @param settings the others that {@code openapi.yaml} knows, each where it is set
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EventType(
        long id, String title, String slug, int lengthInMinutes, @JsonAnyGetter Map<String, JsonNode> settings) {}
