package dev.interlude.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one sentence why a command failed and what to do next; the stack trace only with {@code --verbose}. */
final class FailureReport implements IExecutionExceptionHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNEXPECTED = "UNEXPECTED";

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        var known = failure instanceof CommandFailed failed
                ? failed
                : new CommandFailed(
                        UNEXPECTED,
                        "The command failed unexpectedly: " + summary(failure),
                        "Run it again with --verbose and report what it shows.",
                        failure);
        var asked = command.getCommand() instanceof AnyCommand any ? any : null;
        if (asked != null && asked.isJson()) {
            command.getOut().println(json(known));
        }
        command.getErr().println("interlude: " + known.getMessage());
        command.getErr().println("Next: " + known.next());
        if (asked != null && asked.isVerbose()) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return 1;
    }

    private static String summary(Throwable failure) {
        var text =
                failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        return text.lines().findFirst().orElse(text);
    }

    private static String json(CommandFailed failed) throws JsonProcessingException {
        var error = new LinkedHashMap<String, Object>();
        error.put("code", failed.code());
        error.put("detail", failed.getMessage());
        error.put("next", failed.next());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("error", error));
    }
}
