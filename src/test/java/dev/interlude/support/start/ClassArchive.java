package dev.interlude.support.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the server, loaded and verified once for all servers that tests start: a third of the work of a start.
 * Written by the first of them that is ready; it is only used with exactly these classes.
 */
public final class ClassArchive {

    private static final Path FOLDER = Path.of("target", "servers");
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path JAR = FOLDER.resolve("classes.jar");
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");

    private static Process recorded;
    /** Held by the JVM, of those that run tests, whose server is recorded. */
    private static FileLock recording;

    private ClassArchive() {}

    /**
     * Starts a server. One at a time records what it loads, which doubles the work of its start: others start without an
     * archive meanwhile.
     *
     * @param server takes the arguments of the JVM, class path included
     */
    public static synchronized Process start(Start server) throws IOException {
        if (Files.exists(ARCHIVE)) {
            return server.with(arguments());
        }
        var classPath = classPath();
        if (recorded != null && recorded.isAlive() || !isOurs()) {
            return server.with(classPath);
        }
        recorded = server.with("-XX:+RecordDynamicDumpInfo" + classPath);
        return recorded;
    }

    /** The arguments of a JVM with the classes of the server, from the archive if it has been written. */
    public static synchronized String arguments() throws IOException {
        var classPath = classPath();
        return Files.exists(ARCHIVE) ? "-XX:SharedArchiveFile=" + ARCHIVE + classPath : classPath;
    }

    /** Classes in folders cannot be archived, and the classes of tests are not the server's. */
    private static String classPath() {
        return " -cp "
                + Stream.concat(
                                Stream.of(jar().toString()),
                                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                        .filter(entry -> entry.endsWith(".jar")))
                        .collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts a server with these arguments. */
    public interface Start {
        Process with(String arguments) throws IOException;
    }

    private static boolean isOurs() throws IOException {
        if (recording == null) {
            var channel = FileChannel.open(
                    FOLDER.resolve("recording.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            recording = channel.tryLock();
            if (recording == null) {
                channel.close();
            }
        }
        return recording != null;
    }

    /** Has a server that is ready write the archive, if it is the one that was recorded. */
    public static synchronized void writtenBy(Process server) {
        if (server != recorded || Files.exists(ARCHIVE)) {
            return;
        }
        locked(() -> {
            var unfinished = FOLDER.resolve("unfinished.jsa");
            Files.deleteIfExists(unfinished);
            var dump = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/jcmd",
                            Long.toString(server.pid()),
                            "VM.cds",
                            "dynamic_dump",
                            unfinished.toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("archive.log").toFile())
                    .start();
            dump.onExit().join();
            if (Files.exists(unfinished)) {
                Files.move(unfinished, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
            }
        });
    }

    private static Path jar() {
        locked(() -> {
            if (Files.notExists(JAR) || isOlderThanClasses()) {
                Files.deleteIfExists(ARCHIVE);
                var made = FOLDER.resolve("unfinished.jar");
                int failed = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "--create",
                                "--no-compress",
                                "--file",
                                made.toString(),
                                "-C",
                                CLASSES.toString(),
                                ".");
                if (failed != 0) {
                    throw new IOException("jar ended with " + failed);
                }
                Files.move(made, JAR, StandardCopyOption.REPLACE_EXISTING);
            }
        });
        return JAR;
    }

    private static boolean isOlderThanClasses() throws IOException {
        var made = Files.getLastModifiedTime(JAR);
        try (var files = Files.walk(CLASSES)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Tests run in several JVMs at once. */
    private static synchronized void locked(Work work) {
        try {
            Files.createDirectories(FOLDER);
            try (var channel = FileChannel.open(
                    FOLDER.resolve("classes.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Given back when the channel is closed.
                channel.lock();
                work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
