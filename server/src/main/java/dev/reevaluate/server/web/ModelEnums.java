package dev.reevaluate.server.web;

import java.math.BigDecimal;
import java.util.Arrays;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;

/** Reads a parameter's value as the contract writes it, and not by the Java name that the generator gave it. */
final class ModelEnums implements ConverterFactory<String, Enum<?>> {

    @Override
    public <T extends Enum<?>> Converter<String, T> getConverter(Class<T> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .or(() -> Arrays.stream(type.getEnumConstants())
                        .filter(value -> isSameNumber(value.toString(), text))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no value of " + type.getSimpleName()));
    }

    // 01 is 1, and 1.50 is 1.5
    private static boolean isSameNumber(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}
