package dev.interlude.ops;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** What an integrator lets run after a booking was placed, with a step that fails; as it was once this is closed. */
final class FailingFollowUp {

    private static final Path FILE = Path.of("routes/booking/after.camel.yaml");
    private static final String FAILING =
            """
            - throwException:
                id: booking-after-placing-fail
                exceptionType: java.lang.IllegalStateException
                message: made to fail
            """;

    private final CamelContext camel;
    private final String text;

    FailingFollowUp(CamelContext camel) throws Exception {
        this.camel = camel;
        this.text = Files.readString(FILE);
        load(text.replaceFirst("(?m)^ +- log:", FAILING.indent(8) + "        - log:"));
    }

    void close() throws Exception {
        load(text);
    }

    private void load(String flow) throws Exception {
        PluginHelper.getRoutesLoader(camel).updateRoutes(ResourceHelper.fromString("file:" + FILE, flow));
    }
}
