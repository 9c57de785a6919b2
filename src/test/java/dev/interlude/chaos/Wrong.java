package dev.interlude.chaos;

/** One thing that is not as it was promised, and which. */
public record Wrong(Kind kind, String what) {

    public enum Kind {
        LOST("lost: a caller was told that it is booked, or others booked it in Cal.com, and it is not there"),
        DOUBLED("doubled: booked more often than it was asked for"),
        ORPHANED("orphaned: takes time in Cal.com or here and belongs to no booking"),
        PARTLY_BOOKED("partly booked: some of its parts stand, others do not"),
        OVERLAPPING("overlapping: two of ours at one time of one person"),
        CONTRADICTED("contradicted: a caller was told that it is not booked, and it is"),
        NOT_ANNOUNCED("not announced: booked, and no event about it reached the subscriber"),
        OPEN("open: not decided, not answered, not delivered"),
        FAILED("failed: answered 500"),
        NOT_RECOVERED("not recovered: nothing was booked within two minutes after a fault");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
