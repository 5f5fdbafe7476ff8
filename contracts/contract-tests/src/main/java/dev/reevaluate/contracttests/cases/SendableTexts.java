package dev.reevaluate.contracttests.cases;

import java.util.List;
import java.util.Map;

/** What a client can send in the parts of a request. */
final class SendableTexts {

    private SendableTexts() {}

    static boolean inPlace(String in, List<Map.Entry<String, String>> fields) {
        return fields.stream().map(Map.Entry::getValue).allMatch(text -> switch (in) {
            // An empty segment makes another path
            case "path" -> !text.isEmpty();
            // Blanks around a value are none of it
            case "header" -> text.equals(text.strip()) && text.chars().allMatch(c -> c >= ' ' && c <= '~');
            case "cookie" -> text.chars().allMatch(c -> c > ' ' && c <= '~' && "\",;\\".indexOf(c) < 0);
            default -> true;
        });
    }
}
