package dev.interlude.availability;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * The answer to one search of a bulk request.
 *
 * @param availability the offers, or null
 * @param problem why there are none, as JSON, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkResult(int index, int status, AvailabilityAnswer availability, @JsonRawValue String problem) {}
