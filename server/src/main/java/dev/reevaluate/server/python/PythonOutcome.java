package dev.reevaluate.server.python;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What came of one program on one run. */
public sealed interface PythonOutcome {

    /**
     * The program has set its {@code _result}.
     *
     * @param result a boolean, a finite number of at most 15 digits before the point, or a string, as the metric's type asks
     * @param explanations {@code _explanation}, may be empty
     * @param extra {@code _extra}, and under {@code stdout} what was printed
     */
    record Scored(JsonNode result, List<String> explanations, Map<String, Object> extra) implements PythonOutcome {}

    /** There is no result; the explanation tells the program's author the line and what is wrong, in plain words. */
    record Failed(String explanation) implements PythonOutcome {}
}
