package dev.interlude.platform.flows;

/** Flows that cannot be used; the message is one sentence with the file, the line where it is known, and the reason. */
final class FlowsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 240;

    FlowsRefused(String file, int line, String reason) {
        super("%s, line %d: %s".formatted(file, line, shortened(reason)));
    }

    /** @param where the file, or the folder */
    FlowsRefused(String where, String reason) {
        super(where + ": " + shortened(reason));
    }

    private static String shortened(String reason) {
        var line = reason.lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("unknown");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
