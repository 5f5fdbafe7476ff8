package dev.reevaluate.server.judge;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a question. Texts of the model are cut to size and free of control characters. */
public sealed interface JudgeAnswer {

    /**
     * Returns how the answer came about, to be stored beside it: {@code model}, {@code latency_ms} (until the answer, waiting
     * for a free place not counted), {@code prompt_tokens} and {@code completion_tokens} where the endpoint tells them,
     * {@code unknown_variables} where the metric's text names any.
     */
    Map<String, Object> extra();

    /**
     * The model has judged.
     *
     * @param score of a binary metric 5 or 0; at most six decimals; null for an enum
     * @param enumValue of an enum, one of the question's values
     * @param explanation at least one text
     */
    record Verdict(
            @Nullable BigDecimal score, @Nullable String enumValue, List<String> explanation, Map<String, Object> extra)
            implements JudgeAnswer {}

    /** The model says that the metric does not apply to this call, and why. */
    record NotApplicable(List<String> reason, Map<String, Object> extra) implements JudgeAnswer {}

    /** There is no verdict, and asking again brings none; the explanation says what whoever wrote the metric can do. */
    record Failed(String explanation, Map<String, Object> extra) implements JudgeAnswer {}
}
