package dev.reevaluate.server.judge;

import dev.reevaluate.server.evaluation.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what the model wrote to what was asked for, whatever the endpoint has promised. One JSON object is an answer,
 * also in one code fence, and behind the thoughts of a model that thinks aloud; a JSON object somewhere in prose is not,
 * as it may be the call's.
 */
final class AnswerReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String THOUGHTS_END = "</think>";
    private static final Pattern FENCE =
            Pattern.compile("\\A```(?:json|JSON)?[ \\t]*\\n(?<inside>.*)\\n?```\\z", Pattern.DOTALL);
    private static final BigDecimal PASS = BigDecimal.valueOf(5);
    private static final BigDecimal FAIL = BigDecimal.ZERO;
    private static final BigDecimal BEST = BigDecimal.valueOf(5);
    private static final int MAX_DIGITS = 15;
    private static final int MAX_TEXTS = 20;
    private static final int MAX_TEXT = 2_000;

    private AnswerReader() {}

    /** @throws MisfitException when it is not what was asked for */
    static JudgeAnswer read(String content, JudgeQuestion question, Map<String, Object> extra) {
        JsonNode answer = tree(content);
        List<String> explanation = explanation(answer.path("explanation"));
        JsonNode verdict = answer.path("verdict");
        if (verdict.isMissingNode()) {
            throw new MisfitException("has no \"verdict\"");
        } else if (verdict.isNull()) {
            return new JudgeAnswer.NotApplicable(explanation, extra);
        }
        return switch (question.evalType()) {
            case BINARY -> scored(binary(verdict), explanation, extra);
            case CONTINUOUS_QUALITATIVE -> scored(grade(verdict), explanation, extra);
            case NUMERIC -> scored(number(verdict), explanation, extra);
            case ENUM -> new JudgeAnswer.Verdict(null, value(verdict, question.enumValues()), explanation, extra);
        };
    }

    private static JudgeAnswer scored(BigDecimal score, List<String> explanation, Map<String, Object> extra) {
        return new JudgeAnswer.Verdict(Decimals.rounded(score), null, explanation, extra);
    }

    private static JsonNode tree(String content) {
        try {
            JsonNode answer = JSON.readTree(bare(content));
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException e) {
            // Its text would quote the model.
        } catch (NumberFormatException e) {
            throw new MisfitException("has a number that can't be read");
        }
        throw new MisfitException("is not one JSON object alone");
    }

    private static String bare(String content) {
        String text = content.strip();
        if (text.startsWith("<think>") && text.contains(THOUGHTS_END)) {
            text = text.substring(text.indexOf(THOUGHTS_END) + THOUGHTS_END.length())
                    .strip();
        }
        Matcher fence = FENCE.matcher(text);
        return fence.matches() ? fence.group("inside") : text;
    }

    private static List<String> explanation(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node.isString() ? List.of(node) : node) {
            if (!text.isString()) {
                throw new MisfitException("has an \"explanation\" that is no list of texts");
            }
            String printable = Texts.printable(text.stringValue()).strip();
            if (!printable.isEmpty() && texts.size() < MAX_TEXTS) {
                texts.add(Texts.cut(printable, MAX_TEXT));
            }
        }
        if (texts.isEmpty()) {
            throw new MisfitException("has no \"explanation\"");
        }
        return List.copyOf(texts);
    }

    // Metrics often say "5 if, 0 if not", as the score is shown; a model that keeps to that means the same.
    private static BigDecimal binary(JsonNode verdict) {
        if (verdict.isBoolean()) {
            return verdict.booleanValue() ? PASS : FAIL;
        }
        if (verdict.isNumber()) {
            BigDecimal number = number(verdict);
            if (number.compareTo(PASS) == 0 || number.signum() == 0) {
                return number.signum() == 0 ? FAIL : PASS;
            }
        }
        throw new MisfitException("has a \"verdict\" that is neither true nor false");
    }

    private static BigDecimal grade(JsonNode verdict) {
        BigDecimal number = number(verdict);
        if (number.signum() < 0 || number.compareTo(BEST) > 0) {
            throw new MisfitException("has a \"verdict\" that is not from 0 to 5");
        }
        return number;
    }

    // Exact: what is out of range by a little is out of range.
    private static BigDecimal number(JsonNode verdict) {
        if (!verdict.isNumber()) {
            throw new MisfitException("has a \"verdict\" that is no number");
        }
        BigDecimal number = verdict.decimalValue();
        // Before any arithmetic: 1e999999999 is short to write and long to round.
        long digitsBeforePoint = (long) number.precision() - number.scale();
        if (number.signum() != 0 && digitsBeforePoint > MAX_DIGITS) {
            throw new MisfitException("has a \"verdict\" that is too large a number");
        }
        return number.signum() == 0 || digitsBeforePoint < -MAX_DIGITS ? BigDecimal.ZERO : number;
    }

    private static String value(JsonNode verdict, List<String> values) {
        String value = verdict.isString() ? verdict.stringValue().strip() : "";
        return values.stream()
                .filter(value::equals)
                .findFirst()
                .orElseThrow(() -> new MisfitException("has a \"verdict\" that is none of the metric's values"));
    }
}
