package dev.interlude.availability;

import java.time.ZoneId;

/** A search as requested, and the zone to answer in. */
public record AvailabilityRequest(OfferQuery query, ZoneId timeZone) {}
