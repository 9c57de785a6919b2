package dev.interlude.support;

import dev.interlude.Interlude;
import dev.interlude.support.start.ClassArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The real server in a process of its own, for tests that kill it. Its log is target/servers/NAME.log. Without JMX, which
 * none of them looks at and which is a fifth of its start.
 */
public final class ServerProcess implements AutoCloseable {

    /** Opens everything; the profile {@code sandbox} knows it. */
    public static final String KEY = "local-admin-key";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private static final Pattern USED = Pattern.compile("tenured generation\\s+total \\d+K, used (\\d+)K");

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;

    private ServerProcess(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts a server and does not wait for it.
     *
     * @param name of the log, and of the node
     * @param databaseUrl see {@link TestDatabase}
     * @param calcomUrl of the sandbox
     * @param settings more of the environment: {@code INTERLUDE_SAGA_LEASE} is {@code interlude.saga.lease}
     */
    public static ServerProcess start(String name, String databaseUrl, String calcomUrl, Map<String, String> settings) {
        try {
            var log = Path.of("target", "servers", name + ".log");
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
            ServerLogs.opened(log);
            int port = settings.containsKey("INTERLUDE_PORT")
                    ? Integer.parseInt(settings.get("INTERLUDE_PORT"))
                    : FreePorts.next();
            int managementPort = FreePorts.next();
            var process = ClassArchive.start(arguments -> process(
                    name, log, arguments, environment(name, port, managementPort, databaseUrl, calcomUrl, settings)));
            RUNNING.add(process);
            return new ServerProcess(process, log, port, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process process(String name, Path log, String archive, Map<String, String> environment)
            throws IOException {
        // The class path is too long for a readable list of processes.
        var arguments = Files.writeString(
                log.resolveSibling(name + ".args"),
                "%s-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx384m -Dcamel.main.jmx-enabled=false -Djava.time.zone.DefaultZoneRulesProvider=%s %s %s"
                        .formatted(
                                Coverage.arguments(),
                                dev.interlude.platform.zones.IanaZones.class.getName(),
                                archive,
                                Interlude.class.getName()));
        var builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "@" + arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Map<String, String> environment(
            String name,
            int port,
            int managementPort,
            String databaseUrl,
            String calcomUrl,
            Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "SPRING_PROFILES_ACTIVE",
                "sandbox",
                "INTERLUDE_PORT",
                Integer.toString(port),
                "INTERLUDE_MANAGEMENT_PORT",
                Integer.toString(managementPort),
                "INTERLUDE_DATABASE_URL",
                databaseUrl,
                "INTERLUDE_DATABASE_USER",
                "postgres",
                "INTERLUDE_DATABASE_PASSWORD",
                "postgres",
                "INTERLUDE_NODE",
                name,
                "CALCOM_BASE_URL",
                calcomUrl));
        environment.putAll(Map.of(
                "CALCOM_CALLS", "1000000",
                "INTERLUDE_READ_AHEAD", "0s",
                "INTERLUDE_HORIZON_DAYS", "36500",
                "INTERLUDE_CATALOG_CHECK_DELAY", "86400000"));
        // What others do in Cal.com is seen when a test wants it, not when a clock strikes.
        environment.putAll(Map.of(
                "INTERLUDE_SYNC_SCHEDULE", "0 0 0 1 1 ? 2099",
                "INTERLUDE_SYNC_FULL_SCHEDULE", "0 0 0 1 1 ? 2099"));
        environment.putAll(settings);
        return environment;
    }

    /** Waits until it takes requests. */
    public ServerProcess awaitReady() {
        Awaitility.await("server ready, see " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .failFast("the server died, see " + log, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> HTTP.send(
                                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort
                                                        + "/actuator/health/readiness"))
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        if (!Coverage.isRecorded()) {
            ClassArchive.writtenBy(process);
        }
        return this;
    }

    /** Waits until it has ended by itself, as a server does that refuses to start; everything it said. */
    public String awaitRefusal() {
        Awaitility.await("server ends, see " + log).atMost(PATIENCE).until(() -> !process.isAlive());
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a server that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int managementPort() {
        return managementPort;
    }

    public Path log() {
        return log;
    }

    /** The sum of a counter or gauge on its page for Prometheus, of the lines that have all these labels. */
    public double metric(String name, String... labels) {
        return metrics()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A histogram on the same page. */
    public ServerTimes times(String name, String... labels) {
        return ServerTimes.of(metrics(), name, labels);
    }

    private Stream<String> metrics() {
        var login = "Basic " + Base64.getEncoder().encodeToString(("admin:" + KEY).getBytes(StandardCharsets.UTF_8));
        var page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                .header("Authorization", login)
                .build();
        try {
            return HTTP.send(page, BodyHandlers.ofString()).body().lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kilobytes that a full collection leaves on its heap; what is made since then lies in another generation. */
    public long heapAfterCollection() {
        diagnosed("GC.run");
        return USED.matcher(diagnosed("GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
    }

    private String diagnosed(String command) {
        try {
            var tool = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/jcmd", Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: no shutdown hook, no last word; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        gone();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGSTOP: its connections stay open and it does nothing at all, until it is thawed. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    /** Where coverage is recorded it ends by itself if it can: what it ran is written at its end. */
    @Override
    public void close() {
        if (process.isAlive() && Coverage.isRecorded()) {
            process.destroy();
            process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        }
        if (process.isAlive()) {
            kill();
        }
        RUNNING.remove(process);
        ServerLogs.closed(log);
    }

    private void gone() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " survived SIGKILL");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
