package dev.interlude.cli.setup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.catalog.CatalogInvalid;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.CommandGroup;
import dev.interlude.cli.ServerCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The catalog of services and staff. */
@Command(
        name = "catalog",
        header = "The catalog of services and staff: check.",
        subcommands = CatalogCommand.Check.class)
public final class CatalogCommand extends CommandGroup {

    /** Reads it, and shows how a running server finds it to fit Cal.com. */
    @Command(
            name = "check",
            header = "Reads the catalog, and shows what a running server found comparing its own with Cal.com.",
            description =
                    "Reading needs no server. The comparison is the server's latest: some seconds after its start, and every hour.",
            exitCodeList = {"0:it can be used, and no difference from Cal.com is known", "1:it is not so", "2:wrong use"
            })
    static final class Check extends ServerCommand {

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                description = "By default INTERLUDE_CATALOG, or config/catalog.yaml.")
        private Path file;

        @Override
        protected int answer() {
            var path = file != null
                    ? file
                    : Path.of(world().variable("INTERLUDE_CATALOG").orElse("config/catalog.yaml"));
            try {
                var catalog = CatalogFile.read(path);
                return show(path, catalog, List.of());
            } catch (CatalogInvalid e) {
                return show(path, null, e.mistakes());
            }
        }

        private int show(Path path, Catalog catalog, List<String> mistakes) {
            var compared = compared();
            if (json) {
                var view = new LinkedHashMap<String, Object>();
                view.put("file", path.toString());
                view.put("valid", catalog != null);
                view.put("mistakes", mistakes);
                view.put("atServer", compared.orElse(null));
                print(view);
            } else {
                mistakes.forEach(out()::println);
                out().println(
                                catalog == null
                                        ? "%s cannot be used; correct the lines that are named.".formatted(path)
                                        : "%s can be used: %d services, %d staff."
                                                .formatted(
                                                        path,
                                                        catalog.services().size(),
                                                        catalog.staff().size()));
                out().println(compared.map(Check::text)
                        .orElse("No server was asked whether it fits Cal.com: none is running."));
            }
            var differs = compared.map(
                            catalogThere -> catalogThere.path("errors").asInt() > 0)
                    .orElse(false);
            return catalog == null || differs ? NOT_GOOD : GOOD;
        }

        /** What a running server says; empty if none is running. */
        private Optional<JsonNode> compared() {
            try {
                var api = api();
                var answer = api.ask("/health/calcom/detailed");
                if (!answer.body().has("catalog")) {
                    throw api.unexpected(answer);
                }
                return Optional.of(answer.body().path("catalog"));
            } catch (CommandFailed e) {
                if (e.code().equals("NOT_RUNNING")) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        private static String text(JsonNode catalog) {
            if (!catalog.path("checked_at").isTextual()) {
                return "The running server has not compared its catalog with Cal.com yet.";
            }
            var findings = new StringBuilder();
            catalog.path("findings")
                    .forEach(finding -> findings.append(finding.asText()).append('\n'));
            return findings.isEmpty()
                    ? "The running server found its catalog to fit Cal.com, at %s."
                            .formatted(time(catalog, "checked_at"))
                    : "The running server found at %s:%n%s"
                            .formatted(
                                    time(catalog, "checked_at"),
                                    findings.toString().stripTrailing());
        }
    }
}
