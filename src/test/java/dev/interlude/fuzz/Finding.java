package dev.interlude.fuzz;

import java.util.List;

/** What was wrong with one answer, and how to get it again. */
record Finding(String wrong, String replay, String answer) {

    private static final int SHOWN = 1500;

    static Finding of(int number, int port, Request request, Wire.Reply reply, List<String> wrong) {
        return new Finding(
                "%s, number %d (%s): %s"
                        .formatted(
                                request.about(),
                                number,
                                request.method() + " " + shortened(request.target(), 120),
                                String.join("; ", wrong)),
                request.replay(port),
                reply.rawHead().lines().findFirst().orElse("nothing") + " " + reply.body());
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    @Override
    public String toString() {
        return wrong + "\n  " + shortened(replay, SHOWN) + "\n  answered: " + shortened(answer, 400);
    }
}
