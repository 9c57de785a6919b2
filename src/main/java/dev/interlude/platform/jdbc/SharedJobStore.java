package dev.interlude.platform.jdbc;

import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.spi.OperableTrigger;
import org.springframework.scheduling.quartz.LocalDataSourceJobStore;

/** Stores the schedules of all nodes. A job stored by another node at the same instant is kept, without an error. */
@SuppressWarnings("unchecked") // Quartz declares the work under a lock without its type
public class SharedJobStore extends LocalDataSourceJobStore {

    /** In a transaction of its own: outside of Spring's, each statement would commit by itself and end the lock. */
    @Override
    @SuppressWarnings("rawtypes")
    protected Object executeInLock(String lock, TransactionCallback work) throws JobPersistenceException {
        return executeInNonManagedTXLock(lock, work, null);
    }

    @Override
    public void storeJobAndTrigger(JobDetail job, OperableTrigger trigger) throws JobPersistenceException {
        executeInLock(LOCK_TRIGGER_ACCESS, connection -> {
            if (!checkExists(connection, job.getKey())) {
                storeJob(connection, job, false);
            }
            if (!checkExists(connection, trigger.getKey())) {
                storeTrigger(connection, trigger, job, false, STATE_WAITING, false, false);
            }
            return null;
        });
    }
}
