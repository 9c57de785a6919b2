package dev.interlude.saga;

/**
 * The route that may finish a saga whose owner is gone, named by the room whose sagas they are. It is called with the
 * headers {@code sagaId} and {@code fence} and ends the saga with {@link SagaJournal#completeTakenOver} if it can be
 * finished. If it returns without that, the saga is undone; if it fails, it is asked again after a lease, until the saga's
 * time is over.
 */
@FunctionalInterface
public interface AdoptingRoute {

    String uri();
}
