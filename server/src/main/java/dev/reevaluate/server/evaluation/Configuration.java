package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.Map;

/** What a predefined metric can be told. */
record Configuration(Map<String, Object> values) {

    /**
     * Returns a limit in seconds.
     *
     * @throws EvaluationException when the value is no positive number
     */
    BigDecimal seconds(String name, int byDefault) {
        Object value = values.get(name);
        if (value == null) {
            return BigDecimal.valueOf(byDefault);
        }
        if (value instanceof Number number) {
            BigDecimal seconds = new BigDecimal(number.toString());
            if (seconds.signum() > 0) {
                return seconds;
            }
        }
        throw new EvaluationException(
                "The metric's configuration value %s must be a positive number of seconds.".formatted(name));
    }
}
