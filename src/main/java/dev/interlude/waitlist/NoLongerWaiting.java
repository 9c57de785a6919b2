package dev.interlude.waitlist;

/** An entry that something was to be offered to does not wait any more; the freed time is looked at again. Without a stack trace. */
public class NoLongerWaiting extends RuntimeException {

    public NoLongerWaiting() {
        super("An entry of the waiting list has changed meanwhile", null, false, false);
    }
}
