package dev.interlude.chaos;

/** What goes wrong. The first seven hit our own side, the others Cal.com's. */
enum ChaosFault {
    KILL_NODE("a node is killed (SIGKILL), later started again"),
    FREEZE_NODE("a node is frozen (SIGSTOP)"),
    RESTART_POSTGRES("PostgreSQL is stopped and started again"),
    KILL_POSTGRES("PostgreSQL is killed (SIGKILL) and started again"),
    FREEZE_POSTGRES("PostgreSQL answers nothing (SIGSTOP)"),
    CUT_SESSIONS("half of the database sessions are terminated, again and again"),
    FULL_POOL("a lock stops every connection of both pools"),
    CALCOM_DOWN("Cal.com breaks every connection"),
    CALCOM_SLOW("Cal.com takes up to 12 s, longer than is waited"),
    CALCOM_GARBLED("Cal.com answers garbage, half of it after the work"),
    CALCOM_SILENT("Cal.com does the work and does not answer"),
    CALCOM_LIMITED("Cal.com answers 429"),
    WEBHOOKS_LOST("Cal.com loses two of three webhooks");

    private final String what;

    ChaosFault(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    /** Whether it hits one of the nodes and not all of them. */
    boolean ofOneNode() {
        return this == KILL_NODE || this == FREEZE_NODE;
    }

    boolean ofCalcom() {
        return compareTo(CALCOM_DOWN) >= 0;
    }
}
