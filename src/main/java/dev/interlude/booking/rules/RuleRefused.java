package dev.interlude.booking.rules;

import dev.interlude.catalog.Service;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.Instant;
import java.util.Optional;

/** A rule between the customer's appointments is not met; nothing was written, and Cal.com was not called. */
public final class RuleRefused extends Refused {

    private final transient Help help;

    /**
     * What to offer, so that the rule will be met.
     *
     * @param from the earliest start
     * @param to no offer starts at or after it
     */
    public record Help(Service service, Instant from, Instant to) {}

    RuleRefused(ProblemCode code, String detail, Help help) {
        super(Problem.of(code, detail));
        this.help = help;
    }

    /** Empty where no offer would help, or where that is not what was refused. */
    public static Optional<Help> helpOf(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RuleRefused refused) {
                return Optional.ofNullable(refused.help);
            }
        }
        return Optional.empty();
    }
}
