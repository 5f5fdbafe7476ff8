package dev.reevaluate.server.credits;

import dev.reevaluate.rules.DomainTexts;
import java.math.BigDecimal;
import java.util.Collection;

/** An exact amount of credits, shown with two decimals, or with up to six where it has them. */
public record Credits(BigDecimal amount) {

    /** No credits. */
    public static final Credits ZERO = new Credits(BigDecimal.ZERO);

    /** Returns the sum of the amounts. */
    public static Credits sum(Collection<BigDecimal> amounts) {
        return new Credits(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** This amount and the other together. */
    public Credits plus(Credits other) {
        return new Credits(amount.add(other.amount));
    }

    /** This amount less the other, which may be more. */
    public Credits minus(Credits other) {
        return new Credits(amount.subtract(other.amount));
    }

    /** This amount so many times. */
    public Credits times(long count) {
        return new Credits(amount.multiply(BigDecimal.valueOf(count)));
    }

    /** Returns whether there is nothing to pay. */
    public boolean isZero() {
        return amount.signum() == 0;
    }

    @Override
    public String toString() {
        return DomainTexts.credits(amount);
    }
}
