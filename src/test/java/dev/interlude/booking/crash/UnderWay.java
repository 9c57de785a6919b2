package dev.interlude.booking.crash;

/** What is under way at a server, and stands still at the instant at which that is killed. */
interface UnderWay {

    /** The server is dead: whatever Cal.com does or answers, it never hears of; its statements are not done. */
    void fall();
}
