package dev.interlude.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command: its answer goes to standard output, for people or as JSON; everything else to standard error. */
public abstract class AnyCommand extends Documented implements Callable<Integer> {

    protected static final int GOOD = 0;
    protected static final int NOT_GOOD = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--json", description = "Answer in JSON; nothing else is on standard output.", order = 90)
    protected boolean json;

    @Option(names = "--verbose", description = "Show the stack trace of a failure.", order = 91)
    private boolean verbose;

    /** @return the exit code */
    protected abstract int answer() throws Exception;

    @Override
    public final Integer call() throws Exception {
        return answer();
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For progress and remarks. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Answers in JSON or with a line, as was asked for. */
    protected final int say(Object value, String line) {
        if (json) {
            print(value);
        } else {
            out().println(line);
        }
        return GOOD;
    }

    /** The whole answer of {@code --json}. */
    protected final void print(Object value) {
        try {
            out().println(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    final boolean isJson() {
        return json;
    }

    protected final boolean isVerbose() {
        return verbose;
    }
}
