package dev.interlude.catalog;

import dev.interlude.catalog.AppointmentRules.Requirement;
import dev.interlude.platform.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;

/**
 * Reads when, how often and by whom a service of the catalog file is booked, and what must hold between a customer's
 * appointments.
 */
final class PolicyReader {

    static final List<String> KEYS = List.of(
            "noticeMinutes",
            "horizonDays",
            "perDay",
            "atCalcom",
            "staffing",
            "duringPause",
            "confirmWithin",
            "requires",
            "everyAtLeast",
            "oneOpen");
    private static final List<String> AT_CALCOM = List.of("cancelled", "moved");
    private static final List<String> REQUIRES = List.of("service", "atLeast", "within");
    private static final int DAY = 24 * 60;
    private static final int YEAR = 365 * DAY;
    private static final int LONG_YEAR = 366 * DAY;
    private static final int TEN_YEARS = 3650;

    private final Mistakes mistakes;
    private final List<Reference> references = new ArrayList<>();

    private record Reference(Mark mark, String what, String service, String required) {}

    PolicyReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    int noticeMinutes(Section service) {
        return service.find("noticeMinutes")
                .map(e -> (int) service.number(e, 0, YEAR, 0))
                .orElse(0);
    }

    int horizonDays(Section service) {
        return service.find("horizonDays")
                .map(e -> (int) service.number(e, 1, TEN_YEARS, 365))
                .orElse(Service.USUAL_HORIZON);
    }

    Staffing staffing(Section service) {
        return service.find("staffing")
                .map(e -> service.oneOf(e, Staffing.FAIR))
                .orElse(Staffing.FAIR);
    }

    boolean duringPause(Section service) {
        return service.find("duringPause").map(service::yes).orElse(false);
    }

    /** Null: it needs no deposit. */
    Span confirmWithin(Section service) {
        return service.find("confirmWithin")
                .map(e -> service.span(e, 7 * DAY, "15m"))
                .orElse(null);
    }

    AtCalcom atCalcom(Section service) {
        return service.find("atCalcom").map(e -> atCalcom(service, e)).orElse(AtCalcom.DEFAULT);
    }

    private AtCalcom atCalcom(Section service, Section.Entry entry) {
        var section = new Section(entry.value(), "`atCalcom` of " + service.what(), entry.mark(), mistakes)
                .allowing(AT_CALCOM);
        return new AtCalcom(
                section.find("cancelled")
                        .map(e -> section.oneOf(e, AtCalcom.DEFAULT.cancelled()))
                        .orElse(AtCalcom.DEFAULT.cancelled()),
                section.find("moved")
                        .map(e -> section.oneOf(e, AtCalcom.DEFAULT.moved()))
                        .orElse(AtCalcom.DEFAULT.moved()));
    }

    AppointmentRules rules(String id, Section service) {
        return new AppointmentRules(
                service.find("requires").map(e -> requirement(id, service, e)).orElse(null),
                service.find("everyAtLeast")
                        .map(e -> service.span(e, 2 * LONG_YEAR, "21d"))
                        .orElse(null),
                service.find("oneOpen").map(e -> service.yes(e)).orElse(false));
    }

    private Requirement requirement(String id, Section service, Section.Entry entry) {
        var section = new Section(entry.value(), "`requires` of " + service.what(), entry.mark(), mistakes)
                .allowing(REQUIRES);
        var required = section.text("service", "patch-test");
        references.add(new Reference(
                section.find("service").map(e -> e.value().getStartMark()).orElse(entry.mark()),
                section.what(),
                id,
                required));
        var atLeast = section.need("atLeast", "48h")
                .map(e -> section.span(e, LONG_YEAR, "48h"))
                .orElse(new Span(48, Span.Unit.HOURS));
        var within = section.find("within")
                .map(e -> section.span(e, 5 * LONG_YEAR, "180d"))
                .orElse(null);
        if (within != null && within.minutes() <= atLeast.minutes()) {
            mistakes.at(
                    entry.mark(),
                    "%s is within %s and at least %s before; write a `within` that is longer than `atLeast`"
                            .formatted(section.what(), within, atLeast));
        }
        return new Requirement(required, atLeast, within);
    }

    /** When all services are read: whether those that are required exist, and none needs itself first. */
    void check(Map<String, Service> services) {
        for (var reference : references) {
            if (!services.containsKey(reference.required())) {
                mistakes.at(
                        reference.mark(),
                        "%s names the service '%s', which is not in `services`; %s"
                                .formatted(
                                        reference.what(),
                                        reference.required(),
                                        Spelling.advice(reference.required(), services.keySet())));
            } else if (needsItself(reference.service(), services)) {
                mistakes.at(
                        reference.mark(),
                        "%s leads back to service '%s', so that could never be booked; require another service"
                                .formatted(reference.what(), reference.service()));
            }
        }
    }

    private static boolean needsItself(String id, Map<String, Service> services) {
        var seen = new HashSet<String>();
        var next = id;
        while (next != null && services.containsKey(next) && seen.add(next)) {
            next = services.get(next)
                    .rules()
                    .required()
                    .map(Requirement::service)
                    .orElse(null);
        }
        return id.equals(next);
    }
}
