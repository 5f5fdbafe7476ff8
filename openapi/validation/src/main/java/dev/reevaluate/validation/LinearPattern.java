package dev.reevaluate.validation;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;

/** A regular expression of RE2, which takes time and space in proportion to any text. */
record LinearPattern(Pattern pattern) implements RegularExpression {

    static RegularExpression of(String pattern) {
        return new LinearPattern(Pattern.compile(pattern));
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }
}
