package dev.interlude.calcom.budget;

/** The bucket of one account, which all nodes share. */
public interface SharedCalls {

    /**
     * @param granted calls granted: all of them or none
     * @param left in the bucket; negative while calls are owed
     */
    record Taken(int granted, long left) {}

    Taken take(int calls);

    /** Puts back what was not used; what the bucket cannot hold is lost. */
    void giveBack(int calls);

    /**
     * Lowers the bucket to at most this level.
     *
     * @param level may be negative: then nothing leaves until as much has flowed in
     * @return what is in it now
     */
    long lower(long level);
}
