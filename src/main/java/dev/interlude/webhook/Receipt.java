package dev.interlude.webhook;

import java.util.UUID;

/** The answer to Cal.com. */
public record Receipt(boolean received, UUID delivery) {}
