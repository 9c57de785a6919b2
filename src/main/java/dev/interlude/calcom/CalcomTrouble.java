package dev.interlude.calcom;

import dev.interlude.calcom.answers.CalcomAnswer;

/** Carries trouble through the breaker, which counts exceptions; {@code calcom-call} turns it into an answer again. */
public final class CalcomTrouble extends RuntimeException {

    private final transient CalcomAnswer.Trouble trouble;

    public CalcomTrouble(CalcomAnswer.Trouble trouble) {
        super(trouble.kind() + ": " + trouble.detail(), null, false, false);
        this.trouble = trouble;
    }

    public CalcomAnswer.Trouble trouble() {
        return trouble;
    }
}
