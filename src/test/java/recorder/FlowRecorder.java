package recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * With the property {@code interlude.coverage}, a folder: writes the id of each step of a flow there when it first runs, at once,
 * so that a server that is killed has written it too. Each process has a file of its own. Not in our packages: the log names
 * the first frame in them when a step fails.
 */
@AutoConfiguration
@ConditionalOnProperty("interlude.coverage")
public class FlowRecorder {

    private static final Set<String> RAN = ConcurrentHashMap.newKeySet();
    private static final Path FILE = Path.of(
            System.getProperty("interlude.coverage", "target"),
            "flows-%d.txt".formatted(ProcessHandle.current().pid()));

    @Bean
    InterceptStrategy recordedSteps() {
        return (context, step, target, next) -> new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                ran(idOf(step));
                return super.process(exchange, callback);
            }
        };
    }

    /** A step of a template has the prefix of the route that was made of it apart. */
    private static String idOf(NamedNode step) {
        var prefix = step.getNodePrefixId();
        return prefix == null || step.getId() == null || step.getId().startsWith(prefix)
                ? step.getId()
                : prefix + step.getId();
    }

    private static void ran(String step) {
        if (step != null && RAN.add(step)) {
            write(step);
        }
    }

    private static synchronized void write(String step) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, step + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
