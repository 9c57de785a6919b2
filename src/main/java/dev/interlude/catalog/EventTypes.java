package dev.interlude.catalog;

import java.util.List;

/** The answer of {@code GET /api/v1/event-types}. */
public record EventTypes(List<EventType> eventTypes) {}
