package dev.reevaluate.document;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what the formats of mail addresses take, by how it is written: which domains there are is no rule, and changes every month. */
public final class MailAddress {

    private static final int LONGEST = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~OTHER-]+";
    private static final String TEMPLATE =
            "(?:ATOM(?:\\.ATOM)*|\"(?:[ !#-\\[\\]-~OTHER]|\\\\[ -~])*\")@(.+)".replace("ATOM", ATOM);
    private static final Pattern PLAIN = Pattern.compile(TEMPLATE.replace("OTHER", ""));
    private static final Pattern OF_ANY_LETTERS = Pattern.compile(TEMPLATE.replace("OTHER", "[\\P{ASCII}&&\\P{Z}]"));

    private static final Pattern DOMAIN =
            Pattern.compile("LABEL(?:\\.LABEL)*".replace("LABEL", "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"));
    private static final Pattern IPV4 =
            Pattern.compile("\\[BYTE(?:\\.BYTE){3}]".replace("BYTE", "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"));
    private static final Pattern IPV6 = Pattern.compile("\\[IPv6:([0-9A-Fa-f:.]+)]");

    private MailAddress() {}

    /** Returns whether it is a mailbox of RFC 5321, which format {@code email} stands for. */
    public static boolean isPlain(String text) {
        Matcher parts = PLAIN.matcher(text);
        return text.length() <= LONGEST && parts.matches() && isDomain(parts.group(1));
    }

    /** Returns whether it is a mailbox of RFC 6531, with letters of any language, which format {@code idn-email} stands for. */
    public static boolean isOfAnyLetters(String text) {
        Matcher parts = OF_ANY_LETTERS.matcher(text);
        return text.length() <= LONGEST && parts.matches() && isDomain(ascii(parts.group(1)));
    }

    private static boolean isDomain(String domain) {
        return DOMAIN.matcher(domain).matches() || IPV4.matcher(domain).matches() || isIpv6(domain);
    }

    // In brackets it is taken for an address, and no server is asked for its name
    private static boolean isIpv6(String literal) {
        Matcher address = IPV6.matcher(literal);
        try {
            return address.matches() && InetAddress.getByName("[" + address.group(1) + "]") != null;
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private static String ascii(String domain) {
        try {
            return domain.startsWith("[") ? domain : IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException noDomain) {
            return "";
        }
    }
}
