package dev.interlude.sandbox.fault;

import dev.interlude.sandbox.http.Answer;

/** The connection that a request came on, and all that can be done with it. */
public interface Wire {

    void answer(Answer answer);

    /** Sends the head and half of the body, then closes. */
    void cut(Answer answer);

    /** Closes with a TCP reset. */
    void reset();

    /** Leaves the connection open and never says anything. */
    void silence();
}
