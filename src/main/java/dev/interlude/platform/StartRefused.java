package dev.interlude.platform;

/** The server must not start like this; the message is one sentence for who starts it. */
public class StartRefused extends RuntimeException {

    public StartRefused(String sentence) {
        super(sentence);
    }

    public StartRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
