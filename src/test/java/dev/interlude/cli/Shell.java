package dev.interlude.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Types commands, in this process, and keeps what they say. */
final class Shell {

    /** What a command said, and how it ended. */
    record Said(int code, String out, String err) {

        /** All of standard output. */
        JsonNode json() {
            try (var parser = new ObjectMapper().createParser(out)) {
                var tree = parser.<JsonNode>readValueAsTree();
                if (parser.nextToken() != null) {
                    throw new AssertionError("more than one value on standard output: " + out);
                }
                return tree;
            } catch (IOException e) {
                throw new UncheckedIOException("standard output is not JSON: " + out, e);
            }
        }
    }

    private final Map<String, String> environment = new HashMap<>();

    Shell with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    Said type(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Main.commandLine(new World(environment, false))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return new Said(code, out.toString(), err.toString());
    }
}
