package dev.interlude.platform.start;

/** The server must not start like this; the message is one sentence for the operator. */
public class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String next;

    /** @param sentence which also says what to do */
    public StartRefused(String sentence) {
        this(sentence, (String) null);
    }

    /** @param next what to do */
    public StartRefused(String sentence, String next) {
        this(sentence, next, null);
    }

    public StartRefused(String sentence, Throwable cause) {
        this(sentence, null, cause);
    }

    public StartRefused(String sentence, String next, Throwable cause) {
        super(sentence, cause);
        this.next = next;
    }

    /** Null if the sentence says it. */
    public String next() {
        return next;
    }
}
