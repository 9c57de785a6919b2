package dev.interlude.calcom;

/** The bucket of one account, which all nodes share. */
public interface SharedCalls {

    /**
     * @param granted calls that are now the asker's: all of them or none
     * @param left in the bucket; negative while calls are owed
     */
    record Taken(int granted, long left) {}

    Taken take(int calls);

    /** Puts back what was not used; what the bucket cannot hold is lost. */
    void giveBack(int calls);

    /**
     * Makes the bucket no fuller than that.
     *
     * @param level may be negative: then nothing leaves until as much has flowed in
     * @return what is in it now
     */
    long lower(long level);
}
