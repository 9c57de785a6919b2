package dev.interlude.catalog;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** Reads how long a segment takes, what follows and what it costs: as usual, and as a person does it. */
final class TermsReader {

    private static final List<String> PAUSE = List.of("min", "max", "preferred");
    /** What it needs of resources does not depend on the person; {@link NeedsReader} reads it. */
    private static final List<String> USUAL_PAUSE = List.of("min", "max", "preferred", "needs");

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;

    private final Currency currency;
    private final Mistakes mistakes;

    /** @param currency of all prices; null: the catalog names none, so there are no prices */
    TermsReader(Currency currency, Mistakes mistakes) {
        this.currency = currency;
        this.mistakes = mistakes;
    }

    /** @param last nothing follows it, and so no pause */
    Terms usual(Section segment, boolean last) {
        return new Terms(
                segment.number("minutes", 1, DAY, 30),
                segment.find("pauseAfter")
                        .map(e -> pause(segment, e, last, USUAL_PAUSE))
                        .orElse(Pause.NONE),
                segment.find("price").map(e -> price(segment, e)).orElse(null));
    }

    /** What a person has of their own, the rest as usual. */
    Terms own(Section person, Terms usual, boolean last) {
        return new Terms(
                person.find("minutes")
                        .map(e -> (int) person.number(e, 1, DAY, usual.minutes()))
                        .orElse(usual.minutes()),
                person.find("pauseAfter")
                        .map(e -> pause(person, e, last, PAUSE))
                        .orElse(usual.pause()),
                person.find("price").map(e -> price(person, e)).orElse(usual.price()));
    }

    private Pause pause(Section owner, Section.Entry entry, boolean last, List<String> allowed) {
        if (last) {
            mistakes.at(entry.mark(), owner.what() + " is the last and nothing follows its pause; remove `pauseAfter`");
            return Pause.NONE;
        }
        var section =
                new Section(entry.value(), "the pause after " + owner.what(), entry.mark(), mistakes).allowing(allowed);
        int min = section.number("min", 0, WEEK, 30);
        int max = section.number("max", 0, WEEK, Math.max(min, 30));
        int preferred = section.find("preferred")
                .map(e -> (int) section.number(e, 0, WEEK, min))
                .orElse(min);
        if (min > max) {
            mistakes.at(
                    entry.mark(),
                    "%s has min %d above max %d; write { min: %d, max: %d }"
                            .formatted(section.what(), min, max, max, min));
        } else if (preferred < min || preferred > max) {
            mistakes.at(
                    entry.mark(),
                    "%s prefers %d minutes; write a number from %d to %d"
                            .formatted(section.what(), preferred, min, max));
        }
        return new Pause(min, max, preferred);
    }

    private Price price(Section owner, Section.Entry entry) {
        if (currency == null) {
            mistakes.at(
                    entry.mark(),
                    owner.what() + " has a price, but the catalog has no `currency`; write `currency: EUR` at its top");
            return null;
        }
        int digits = currency.getDefaultFractionDigits();
        return new Price(new BigDecimal(owner.amount(entry, digits)).setScale(digits), currency.getCurrencyCode());
    }
}
