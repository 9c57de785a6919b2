package dev.interlude.saga;

/**
 * A saga taken over, and where it stands: COMPENSATING, COMPLETING, or ACTIVE when its owner was silent before its time was
 * over.
 *
 * @param trace in which it began, as stored; or null
 */
public record Claim(Lease lease, SagaState state, boolean fromAnotherNode, String trace) {}
