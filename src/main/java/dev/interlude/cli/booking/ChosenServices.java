package dev.interlude.cli.booking;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One service, or several in one visit. */
final class ChosenServices {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "As ./interlude services lists it.")
    private String service;

    @Option(
            names = "--services",
            split = ",",
            paramLabel = "SERVICE",
            description = "Instead of SERVICE: two or three in one visit, with commas.")
    private List<String> services;

    boolean isNone() {
        return service == null && services == null;
    }

    /** The member of a request that says which. */
    Map<String, Object> asMember() {
        if ((service == null) == (services == null)) {
            throw new ParameterException(spec.commandLine(), "Name a service, or several with --services");
        }
        return service == null ? Map.of("services", services) : Map.of("service", service);
    }

    /** The same in a query. */
    String inQuery() {
        asMember();
        return service == null ? String.join(",", services) : service;
    }

    /** Which member of a query that is. */
    String nameInQuery() {
        return service == null ? "services" : "service";
    }
}
