package dev.reevaluate.server.judge;

import dev.reevaluate.server.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The tag around data in one prompt. Its name is made of the data and does not occur in it, so no text of a call can
 * close it; and the same question is the same prompt each time it is asked.
 */
record DataTag(String name) {

    private static final int DIGITS = 16;

    static DataTag notIn(List<String> data) {
        return notIn(data, DataTag::hash);
    }

    static DataTag notIn(List<String> data, UnaryOperator<String> hash) {
        String all = String.join("\n", data);
        String name;
        int round = 0;
        do {
            name = "data-" + hash.apply(round++ + all);
        } while (all.contains(name));
        return new DataTag(name);
    }

    /** Returns the value between the tags; the path is the author's, of letters, digits and what keys are made of. */
    String around(List<String> path, String value) {
        String label = Texts.asData(String.join(".", path)).replace("\"", "'");
        return "<" + name + " name=\"" + label + "\">" + value + "</" + name + ">";
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text)).substring(0, DIGITS);
    }
}
