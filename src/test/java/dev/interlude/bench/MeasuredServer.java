package dev.interlude.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.Interlude;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.cli.Client;
import dev.interlude.cli.TemporaryFolder;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A server on a fresh PostgreSQL of its own and a simulated Cal.com beside it, both for the length of one measurement. */
public final class MeasuredServer implements AutoCloseable {

    /** For servers among other tests, whose log it is too. */
    public static final String LOGGED = "logging.threshold.console=TRACE";

    private static final String CONSOLE = "logging.threshold.console=";

    private final Path data;
    private final Sandbox sandbox;
    private final ConfigurableApplicationContext server;

    private MeasuredServer(Path data, Sandbox sandbox, ConfigurableApplicationContext server) {
        this.data = data;
        this.sandbox = sandbox;
        this.server = server;
    }

    /**
     * @param calcom what the simulated Cal.com is like, for a catalog
     * @param settings of the server that are not the usual ones, each as {@code name=value}
     */
    public static MeasuredServer start(Function<Catalog, SandboxSettings> calcom, String... settings)
            throws IOException {
        var data = Files.createTempDirectory("interlude-measured");
        var sandbox = Sandbox.start(calcom.apply(CatalogFile.read(Path.of("config/catalog.yaml"))));
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.datasource.url=",
                "--interlude.data-dir=" + data,
                "--interlude.calcom.accounts.salon.base-url=" + sandbox.baseUrl()));
        if (Stream.of(settings).noneMatch(setting -> setting.startsWith(CONSOLE))) {
            arguments.add("--" + CONSOLE + "OFF");
        }
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        var server = new SpringApplicationBuilder(Interlude.class)
                .profiles("sandbox")
                .run(arguments.toArray(String[]::new));
        return new MeasuredServer(data, sandbox, server);
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public int port() {
        return server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public int managementPort() {
        return server.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public String key() {
        return server.getEnvironment().getRequiredProperty("interlude.admin-key");
    }

    /** Who asks Interlude. */
    public Client interlude() {
        return new Client(url(), Map.of("Authorization", "Bearer " + key()));
    }

    /** Who asks Cal.com itself. */
    public Client calcom() {
        return new Client(
                sandbox.baseUrl(), Map.of("Authorization", "Bearer " + Sandbox.KEY, "cal-api-version", "2024-08-13"));
    }

    MeterRegistry meters() {
        return server.getBean(MeterRegistry.class);
    }

    public HikariDataSource pool() {
        try {
            return server.getBean(DataSource.class).unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sandbox.close();
        TemporaryFolder.delete(data);
    }
}
