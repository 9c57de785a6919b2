package dev.interlude.saga;

/** A step as the journal has it; attempts counts the calls that were made to undo or finish it. */
public record SagaStep(int seq, PlannedStep plan, StepState state, int attempts, String lastError) {}
