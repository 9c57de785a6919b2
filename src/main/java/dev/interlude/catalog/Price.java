package dev.interlude.catalog;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;

/**
 * An exact amount of money; in answers {@code {"amount": "45.00", "currency": "EUR"}}.
 *
 * @param amount with as many digits as the currency has
 * @param currency ISO 4217
 */
public record Price(@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency) {

    /** @param other of the same currency, as all prices of a catalog are */
    public Price plus(Price other) {
        return new Price(amount.add(other.amount), currency);
    }
}
