package dev.interlude.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * Reads whatever is logged in this process, from the first test to the last, and the logs of the servers that tests start,
 * and remembers each line with personal data.
 */
public final class LogScan extends AppenderBase<ILoggingEvent> implements LoggerContextListener {

    private static final LogScan OF_THIS_PROCESS = new LogScan();

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    /** Begins, if it has not begun. */
    static LogScan begun() {
        synchronized (OF_THIS_PROCESS) {
            if (!OF_THIS_PROCESS.isStarted()) {
                OF_THIS_PROCESS.begin((LoggerContext) LoggerFactory.getILoggerFactory());
            }
        }
        return OF_THIS_PROCESS;
    }

    /** The log of a server that has ended, in the middle of a character if it was killed. */
    public static void read(Path log) {
        try {
            new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> OF_THIS_PROCESS.scan(log.getFileName().toString(), line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void begin(LoggerContext logging) {
        setContext(logging);
        setName("personal data");
        start();
        logging.addListener(this);
        attach(logging);
    }

    /** What was found since this was asked the last time: who logged it, the line, and what of it is personal. */
    List<String> found() {
        var all = new ArrayList<String>();
        for (var one = found.poll(); one != null; one = found.poll()) {
            all.add(one);
        }
        return all;
    }

    @Override
    protected void append(ILoggingEvent event) {
        scan(event.getLoggerName(), event.getFormattedMessage());
        event.getMDCPropertyMap().values().forEach(value -> scan(event.getLoggerName(), value));
        Optional.ofNullable(event.getThrowableProxy())
                .map(ThrowableProxyUtil::asString)
                .ifPresent(trace -> scan(event.getLoggerName(), trace));
    }

    private void scan(String logger, String text) {
        if (text != null) {
            PersonalData.in(text).ifPresent(what -> found.add("%s logged \"%s\" in: %s".formatted(logger, what, text)));
        }
    }

    /** Each Spring context that starts takes all appenders away. */
    @Override
    public void onReset(LoggerContext logging) {
        start();
        attach(logging);
    }

    private void attach(LoggerContext logging) {
        logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onStart(LoggerContext logging) {
        // Attached already.
    }

    @Override
    public void onStop(LoggerContext logging) {
        // A reset follows.
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {
        // Whatever is logged is read.
    }
}
