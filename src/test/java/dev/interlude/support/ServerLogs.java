package dev.interlude.support;

import dev.interlude.logs.LogScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The logs of the servers that run as processes of their own. Each says which case ran when. */
final class ServerLogs {

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private ServerLogs() {}

    static void opened(Path log) {
        OPEN.add(log);
    }

    static void closed(Path log) {
        OPEN.remove(log);
        LogScan.read(log);
    }

    /** Adds a line to each; the servers append to them too. */
    static void mark(String line) {
        for (var log : OPEN) {
            try {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
