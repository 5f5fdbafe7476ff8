package dev.reevaluate.wiremock;

import dev.reevaluate.validation.Operation;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A query as stubs compare it: the integers of an operation's parameters without leading zeros. */
final class PlainQuery {

    private static final Pattern LEADING_ZEROS = Pattern.compile("^(-?)0+(?=\\d)");

    private PlainQuery() {}

    static String of(String query, Operation operation) {
        return Arrays.stream(query.split("&", -1))
                .map(parameter -> plain(parameter, operation))
                .collect(Collectors.joining("&"));
    }

    private static String plain(String parameter, Operation operation) {
        String[] nameAndValue = parameter.split("=", 2);
        boolean isInteger = nameAndValue.length == 2
                && operation.query().stream()
                        .anyMatch(declared -> declared.name().equals(nameAndValue[0])
                                && declared.shape().allows("integer")
                                && !declared.shape().allows("string"));
        return isInteger
                ? nameAndValue[0] + "=" + LEADING_ZEROS.matcher(nameAndValue[1]).replaceFirst("$1")
                : parameter;
    }
}
