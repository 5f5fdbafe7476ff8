package dev.reevaluate.document;

import java.util.regex.Pattern;

/** A token of HTTP (RFC 9110), as the names of headers and cookies are. */
public final class HttpToken {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~\\w-]+");

    private HttpToken() {}

    /** Returns whether a text is one. */
    public static boolean is(String text) {
        return TOKEN.matcher(text).matches();
    }
}
