package dev.reevaluate.server.python;

import dev.reevaluate.python.protocol.Reply.Ended;
import dev.reevaluate.python.protocol.Reply.Failure;
import dev.reevaluate.server.JsonBounds;
import dev.reevaluate.server.evaluation.EvalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Checks what a program has answered: its text may be anything, whatever code of ours it came through. */
final class Outcomes {

    private static final int MAX_ANSWER = 400_000;
    private static final int MAX_STDOUT = 11_000;
    private static final int MAX_PROBLEM = 2_100;
    private static final int MAX_SHOWN = 60;
    private static final BigDecimal MAX_NUMBER = BigDecimal.TEN.pow(15);
    private static final String EXTRA = "_extra";
    private static final Set<String> VARIABLES = Set.of("_result", "_explanation", EXTRA);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final JsonMapper JSON = new JsonMapper();

    private final PythonProgram program;
    private final Text text;

    Outcomes(PythonProgram program, Text text) {
        this.program = program;
        this.text = text;
    }

    /** Returns the outcome of a run that has ended. */
    PythonOutcome of(Ended ended) {
        if (ended.failure() != null) {
            return new PythonOutcome.Failed(ended.failure().message());
        }
        try {
            JsonNode answer = answer(ended);
            return answer.has("problem") ? problem(answer) : scored(answer, ended.stdout());
        } catch (JacksonException | IllegalArgumentException e) {
            return new PythonOutcome.Failed(Failure.UNREADABLE.message());
        }
    }

    /** Returns what is wrong with a source that was compiled; null where nothing is. */
    @Nullable
    SyntaxProblem syntax(Ended ended) {
        if (ended.failure() == null && ended.answer() == null) {
            return null;
        }
        return of(ended) instanceof PythonOutcome.Failed failed
                ? new SyntaxProblem(program, failed.explanation())
                : null;
    }

    private JsonNode answer(Ended ended) {
        String answer = ended.answer();
        if (answer == null || answer.length() > MAX_ANSWER) {
            throw new IllegalArgumentException();
        }
        return JSON.readTree(text.withoutPaths(answer));
    }

    private PythonOutcome problem(JsonNode answer) {
        String problem = text.clean(answer.path("problem").asString(""), MAX_PROBLEM);
        JsonNode line = answer.path("line");
        if (line.isInt()) {
            return failed(line.intValue(), problem);
        }
        if (answer.has("line")) {
            return new PythonOutcome.Failed(problem);
        }
        return failedAt(answer.path("variable").asString(""), problem);
    }

    private PythonOutcome scored(JsonNode answer, String stdout) {
        JsonNode result = scalar(answer.path("result"));
        String mismatch = mismatch(result);
        if (mismatch != null) {
            return failedAt("_result", "is %s; %s".formatted(shown(result), mismatch));
        }
        if (!JsonBounds.hold(answer.path("extra"))) {
            return failedAt(EXTRA, JsonBounds.BEYOND);
        }
        List<String> explanations = new ArrayList<>();
        for (JsonNode explanation : answer.path("explanation").values()) {
            explanations.add(text.clean(explanation.asString(), MAX_ANSWER));
        }
        Map<String, Object> extra = text.clean(JSON.convertValue(answer.path("extra"), OBJECT));
        if (!stdout.isEmpty()) {
            extra.put("stdout", text.clean(text.withoutPaths(stdout), MAX_STDOUT));
        }
        return new PythonOutcome.Scored(result, List.copyOf(explanations), extra);
    }

    private JsonNode scalar(JsonNode result) {
        if (result.isBoolean()) {
            return result;
        }
        if (result.isString()) {
            return JsonNodeFactory.instance.stringNode(text.clean(result.stringValue(), MAX_ANSWER));
        }
        // By way of a double, where it is a fraction: an exponent of a billion digits would stop whoever computes with
        // it.
        if (result.isIntegralNumber() && result.canConvertToLong()) {
            return number(BigDecimal.valueOf(result.longValue()));
        }
        if (result.isFloatingPointNumber() && Double.isFinite(result.doubleValue())) {
            return number(BigDecimal.valueOf(result.doubleValue()));
        }
        throw new IllegalArgumentException();
    }

    private static JsonNode number(BigDecimal number) {
        if (number.abs().compareTo(MAX_NUMBER) > 0) {
            throw new IllegalArgumentException();
        }
        return JsonNodeFactory.instance.numberNode(number);
    }

    // What the metric's type asks for, where the result is none of it.
    private @Nullable String mismatch(JsonNode result) {
        EvalType type = program.evalType();
        if (type == null) {
            return result.isBoolean() ? null : "the code that decides whether a metric runs must set a bool";
        }
        return switch (type) {
            case BINARY ->
                result.isBoolean() || isNumber(result, 0) || isNumber(result, 5)
                        ? null
                        : "a binary metric must set a bool, or 0 or 5";
            case CONTINUOUS_QUALITATIVE ->
                result.isNumber() && result.doubleValue() >= 0 && result.doubleValue() <= 5
                        ? null
                        : "a continuous_qualitative metric must set a number from 0 to 5";
            case NUMERIC -> result.isNumber() ? null : "a numeric metric must set a number";
            case ENUM -> result.isString() ? null : "an enum metric must set a string";
        };
    }

    private static boolean isNumber(JsonNode result, int number) {
        return result.isNumber() && result.decimalValue().compareTo(BigDecimal.valueOf(number)) == 0;
    }

    private static String shown(JsonNode result) {
        String shown = result.isBoolean() ? (result.booleanValue() ? "True" : "False") : result.toString();
        return shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "...";
    }

    private PythonOutcome failedAt(String variable, String problem) {
        Lines lines = Lines.of(program.source());
        return VARIABLES.contains(variable)
                ? failed(lines.assigning(variable), variable + " " + problem + ".")
                : failed(lines.last(), problem);
    }

    private static PythonOutcome failed(int line, String problem) {
        return new PythonOutcome.Failed("Line %s: %s".formatted(line, problem));
    }
}
