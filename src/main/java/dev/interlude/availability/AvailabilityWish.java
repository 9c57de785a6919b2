package dev.interlude.availability;

import java.time.ZoneId;

/** A search as it was asked for, and the zone to answer in. */
public record AvailabilityWish(OfferQuery query, ZoneId timeZone) {}
