package dev.interlude.cli;

/** Why a command could not do its work: one sentence for people, and what to do next. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String next;

    /** @param code for programs, in capitals as in a problem of the API */
    public CommandFailed(String code, String sentence, String next) {
        this(code, sentence, next, null);
    }

    public CommandFailed(String code, String sentence, String next, Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.next = next;
    }

    public String code() {
        return code;
    }

    public String next() {
        return next;
    }
}
