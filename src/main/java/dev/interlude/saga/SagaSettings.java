package dev.interlude.saga;

import dev.interlude.platform.work.BackOff;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param node name of this node, unique among the running ones and the same after a restart; empty: one is made up per process
 * @param lease how long a node may be silent before others take its sagas over; longer than the longest call of a step
 * @param timeout how long a saga may run whose route names no timeout of its own
 * @param attempts how often a step's compensation or completion is tried before the saga is STUCK
 * @param backOff wait after the first failed attempt; doubles up to backOffMax
 * @param recoveryBatch how many sagas one round of recovery takes over
 * @param recoveryWorkers how many of them are driven at a time
 * @param keepEnded how long ended sagas are kept
 * @param purgeBatch how many ended sagas one statement deletes
 */
@ConfigurationProperties("interlude.saga")
public record SagaSettings(
        @DefaultValue("") String node,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("10m") Duration timeout,
        @DefaultValue("20") int attempts,
        @DefaultValue("1s") Duration backOff,
        @DefaultValue("10m") Duration backOffMax,
        @DefaultValue("20") int recoveryBatch,
        @DefaultValue("4") int recoveryWorkers,
        @DefaultValue("30d") Duration keepEnded,
        @DefaultValue("1000") int purgeBatch) {

    public BackOff retry() {
        return new BackOff(backOff, backOffMax);
    }
}
