package dev.interlude.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The machine that figures were measured on, in words: they belong to it. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Its processors, memory, Java and how busy it was in the last minute. */
    public static String describe() {
        return "%s, %s, load %.1f".formatted(hardware(), java(), load());
    }

    /** The same and the version of a PostgreSQL that runs on it. */
    public static String describe(DataSource database) {
        return "%s, %s, PostgreSQL %s, load %.1f".formatted(hardware(), java(), postgres(database), load());
    }

    private static String hardware() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return "%d processors (%s), %d GB of memory"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model(),
                        Math.round(system.getTotalMemorySize() / (double) (1L << 30)));
    }

    private static String model() {
        if (!Files.isReadable(PROCESSORS)) {
            return System.getProperty("os.name") + " " + System.getProperty("os.arch");
        }
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return "Java " + System.getProperty("java.version");
    }

    private static String postgres(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion().split(" ")[0];
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
