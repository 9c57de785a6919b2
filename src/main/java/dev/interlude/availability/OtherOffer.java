package dev.interlude.availability;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** An offer of another service than the one asked for. */
public record OtherOffer(String service, @JsonUnwrapped OfferAnswer offer) {}
