package dev.reevaluate.server.judge;

import dev.reevaluate.server.Counted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rule of the offline demo judge: how many of the longer words of a metric's text the call's transcript has too. It
 * knows nothing of what either means.
 */
final class DemoVerdict {

    private static final Pattern DATA =
            Pattern.compile("<(data-[0-9a-f]{16}) name=\"([^\"]*)\">(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\p{L}{5,}");
    private static final int PASS_FROM_PERCENT = 30;
    private static final int HUNDRED = 100;
    private static final BigDecimal BEST = BigDecimal.valueOf(5);

    private DemoVerdict() {}

    /** Returns the answer to the user's message, of the kind that the schema of the verdict describes. */
    static ObjectNode of(String user, JsonNode verdict) {
        Matcher data = DATA.matcher(user);
        String transcript = data.results()
                .filter(block -> block.group(2).equals("transcript"))
                .map(block -> block.group(3))
                .collect(Collectors.joining("\n"));
        Set<String> wanted = words(
                DATA.matcher(user).replaceAll("").replace(Prompt.APPENDED, "").replace(Prompt.REMINDER, ""));
        Set<String> said = words(transcript);
        long found = wanted.stream().filter(said::contains).count();
        long percent = wanted.isEmpty() ? 0 : found * HUNDRED / wanted.size();
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.putArray("explanation")
                .add("The offline demo judge has asked no language model.")
                .add("%s of the %s of the metric's text (%s %%) %s in the transcript."
                        .formatted(
                                found,
                                Counted.of(wanted.size(), "longer word"),
                                percent,
                                Counted.word(found, "occurs", "occur")));
        String type = verdict.path("type").path(0).asString("boolean");
        if (transcript.isBlank()) {
            answer.putNull("verdict");
        } else if (verdict.has("enum")) {
            answer.put("verdict", mostNamed(verdict.path("enum"), transcript));
        } else if (type.equals("number")) {
            answer.put(
                    "verdict",
                    BEST.multiply(BigDecimal.valueOf(percent))
                            .divide(BigDecimal.valueOf(HUNDRED), 1, RoundingMode.HALF_EVEN));
        } else {
            answer.put("verdict", percent >= PASS_FROM_PERCENT);
        }
        return answer;
    }

    // The first, where none is named: values() ends with null, which is not a value to choose.
    private static String mostNamed(JsonNode values, String transcript) {
        String text = transcript.toLowerCase(Locale.ROOT);
        String best = values.path(0).asString("");
        long bestCount = 0;
        for (JsonNode value : values) {
            if (value.isString()) {
                long count = Pattern.compile(Pattern.quote(value.stringValue().toLowerCase(Locale.ROOT)))
                        .matcher(text)
                        .results()
                        .count();
                if (count > bestCount) {
                    best = value.stringValue();
                    bestCount = count;
                }
            }
        }
        return best;
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
