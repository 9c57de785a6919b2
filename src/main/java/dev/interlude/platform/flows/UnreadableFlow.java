package dev.interlude.platform.flows;

import java.util.regex.Pattern;

/** What Camel's reader says of a file that is YAML and no flow: it names the line in its text. */
final class UnreadableFlow {

    private static final Pattern LINE = Pattern.compile("line[: ]+(\\d+)");

    private UnreadableFlow() {}

    static FlowsRefused refused(FlowFile file, Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var line = LINE.matcher(String.valueOf(cause.getMessage()));
            if (line.find()) {
                return new FlowsRefused(file.name(), Integer.parseInt(line.group(1)), Rehearsal.reason(failure));
            }
        }
        return new FlowsRefused(file.name(), 1, Rehearsal.reason(failure));
    }
}
