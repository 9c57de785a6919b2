package dev.interlude.bench;

import dev.interlude.support.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server in a process of its own, whose CPU time can be told from that of its callers. */
final class MeasuredProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private Duration start;
    private ManagedJvm jvm;

    private MeasuredProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server as operators would, with both compilers, and waits until it answers.
     *
     * @param ready a path that it answers when it is ready
     * @param environment more than its port
     */
    static MeasuredProcess start(Class<?> main, String ready, Map<String, String> environment) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "bench"));
        var port = FreePorts.next();
        var name = environment.getOrDefault("INTERLUDE_NODE", main.getSimpleName());
        var arguments = Files.writeString(
                folder.resolve(name + ".args"),
                "-XX:+UseParallelGC -Xmx1g -Djava.time.zone.DefaultZoneRulesProvider=%s -cp %s %s"
                        .formatted(
                                dev.interlude.platform.zones.IanaZones.class.getName(),
                                System.getProperty("java.class.path"),
                                main.getName()));
        var builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "@" + arguments)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        var started = new MeasuredProcess(builder.start(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
        var began = Instant.now();
        started.await(ready, began.plus(START));
        started.start = Duration.between(began, Instant.now());
        started.jvm = ManagedJvm.of(started.process.pid());
        return started;
    }

    private void await(String ready, Instant until) {
        while (process.isAlive() && Instant.now().isBefore(until)) {
            try (var connection = new HttpConnection(port)) {
                if (connection.get(ready, "").status() < 500) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new IllegalStateException("A server did not start; see target/bench/*.log.");
    }

    int port() {
        return port;
    }

    /** CPU time that it has spent since its start. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How long it took until it was ready. */
    Duration start() {
        return start;
    }

    /** Bytes that the threads it has now have allocated. */
    long allocated() {
        return jvm.allocated();
    }

    /** Bytes of the heap that are in use after a collection. */
    long heap() {
        return jvm.heapAfterCollection();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
