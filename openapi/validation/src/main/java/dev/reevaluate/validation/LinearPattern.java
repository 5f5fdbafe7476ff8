package dev.reevaluate.validation;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;

/** A regular expression that takes time and space in proportion to the text, whatever the text: RE2's. */
record LinearPattern(Pattern pattern) implements RegularExpression {

    static RegularExpression of(String pattern) {
        return new LinearPattern(Pattern.compile(pattern));
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }
}
