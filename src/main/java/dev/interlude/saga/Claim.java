package dev.interlude.saga;

/** A saga taken over, and what to do with it (COMPENSATING or COMPLETING). */
public record Claim(Lease lease, SagaState state, boolean fromAnotherNode) {}
