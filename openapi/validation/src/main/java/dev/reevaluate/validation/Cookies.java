package dev.reevaluate.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The cookies of a request. */
final class Cookies {

    private Cookies() {}

    /** Returns the values of a cookie, in the order in which they were sent. */
    static List<String> named(String name, Function<String, List<String>> headers) {
        List<String> values = new ArrayList<>();
        for (String header : headers.apply("Cookie")) {
            for (String cookie : header.split(";", -1)) {
                String[] nameAndValue = cookie.strip().split("=", 2);
                if (nameAndValue.length == 2 && nameAndValue[0].equals(name)) {
                    values.add(nameAndValue[1]);
                }
            }
        }
        return values;
    }
}
