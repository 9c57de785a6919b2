package dev.interlude.saga;

import dev.interlude.saga.jdbc.SagaTables;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a saga's state and notifies the listeners, in one transaction. */
final class Settlement {

    private final SagaTables tables;
    private final TransactionTemplate own;
    private final TransactionTemplate callers;
    // Asked for anew each time: a listener may itself depend on the journal.
    private final Supplier<Stream<SagaListener>> listeners;

    Settlement(SagaTables tables, PlatformTransactionManager transactions, Supplier<Stream<SagaListener>> listeners) {
        this.tables = tables;
        this.listeners = listeners;
        callers = new TransactionTemplate(transactions);
        own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** After a round: empty when the saga was taken over meanwhile. */
    Optional<SagaState> afterRound(Lease lease, SagaState doing) {
        return own.execute(status -> {
            var state = tables.driven().settle(lease, doing);
            state.ifPresent(reached -> tell(lease.saga(), reached));
            return state;
        });
    }

    boolean byPerson(SagaId saga, String by) {
        return Boolean.TRUE.equals(callers.execute(status -> {
            var state = tables.upkeep().resolve(saga, by);
            state.ifPresent(reached -> tell(saga, reached));
            return state.isPresent();
        }));
    }

    private void tell(SagaId saga, SagaState state) {
        listeners.get().forEach(listener -> listener.settled(saga, state));
    }
}
