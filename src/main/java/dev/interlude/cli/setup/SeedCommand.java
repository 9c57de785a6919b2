package dev.interlude.cli.setup;

import dev.interlude.cli.Progress;
import dev.interlude.cli.ServerCommand;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Fills a sandbox and the database of its server. */
@Command(
        name = "seed",
        header = "Fills the sandbox and the database with appointments, as a salon's customers would.",
        description = {
            "All of it goes through the API: for each appointment an offer is taken and booked, some are moved or cancelled",
            "later. Refuses to work unless the server's calls arrive at the simulated Cal.com. Cal.com's limit of calls holds",
            "here too: CALCOM_CALLS=100000 and SANDBOX_RATE_LIMIT=100000 at the start of the server make it fast."
        },
        exitCodeList = {"0:all are booked", "1:not all could be", "2:wrong use"})
public final class SeedCommand extends ServerCommand {

    private static final int MOST = 100_000;

    @Option(
            names = "--size",
            defaultValue = "100",
            paramLabel = "N",
            description = "How many appointments; by default ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--weeks",
            defaultValue = "4",
            paramLabel = "N",
            description = "Over how many weeks from tomorrow; by default ${DEFAULT-VALUE}.")
    private int weeks;

    @Option(
            names = "--random",
            defaultValue = "1",
            paramLabel = "N",
            description = "Another number makes other choices; by default ${DEFAULT-VALUE}.")
    private long random;

    @Option(
            names = "--sandbox-url",
            paramLabel = "URL",
            description = "By default http://127.0.0.1 with SANDBOX_PORT, or 8090.")
    private String sandboxUrl;

    @Override
    protected int answer() throws Exception {
        requireRange("--size", size, MOST);
        requireRange("--weeks", weeks, 52);
        var api = api();
        var sandbox = sandboxUrl != null
                ? sandboxUrl
                : "http://127.0.0.1:" + world().variable("SANDBOX_PORT").orElse("8090");
        new SandboxProof(api, sandbox).require();
        var progress = new Progress(err(), world().terminal() && !json);
        var result = new Seeding(api, weeks, random).book(size, booked -> progress.show("booked", booked, size));
        progress.end();
        show(result, progress.seconds());
        return result.booked() == size ? GOOD : NOT_GOOD;
    }

    private void show(Seeding.Result result, long seconds) {
        if (json) {
            var view = new LinkedHashMap<String, Object>();
            view.put("asked", size);
            view.put("booked", result.booked());
            view.put("moved", result.moved());
            view.put("cancelled", result.cancelled());
            view.put("refused", result.refused());
            view.put("seconds", seconds);
            print(view);
            return;
        }
        out().println(
                        "Booked %d of %d appointments in %d s; of these %d were moved and %d cancelled. %d requests were refused."
                                .formatted(
                                        result.booked(),
                                        size,
                                        seconds,
                                        result.moved(),
                                        result.cancelled(),
                                        result.refused()));
        if (result.booked() < size) {
            out().println("There is no room for more in %d weeks; --weeks takes more of them.".formatted(weeks));
        }
    }

    private void requireRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "%s is %d; it must be from 1 to %d".formatted(option, value, most));
        }
    }
}
