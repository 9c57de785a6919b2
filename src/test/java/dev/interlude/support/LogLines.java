package dev.interlude.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What is logged while it is open. */
public final class LogLines implements AutoCloseable {

    /** @param trace and {@code booking} and {@code saga} as the line's pattern shows them; null where there is none */
    public record Line(String text, String trace, String booking, String saga) {}

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.interlude");
    private final Level levelBefore = ours.getLevel();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            var about = event.getMDCPropertyMap();
            lines.add(new Line(
                    event.getFormattedMessage(), about.get("traceId"), about.get("bookingId"), about.get("sagaId")));
        }
    };

    /** Commands that other tests ran in this JVM have left the log quieter than a server's is. */
    public LogLines() {
        ours.setLevel(Level.INFO);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    public List<Line> all() {
        return List.copyOf(lines);
    }

    /** Those that contain all of these. */
    public List<Line> with(String... parts) {
        return lines.stream()
                .filter(line -> List.of(parts).stream().allMatch(line.text()::contains))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
        ours.setLevel(levelBefore);
    }
}
