package dev.reevaluate.server.python;

import static dev.reevaluate.server.python.Python.failure;
import static dev.reevaluate.server.python.Python.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.evaluation.EvalType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Python program gets, what it may answer, and what its author is told: by one child process for all of it. */
class PythonProgramTests {

    private static final String DENIED =
            "A Python metric has no files, network, processes, threads, native code or Java: it computes from `data` alone.";

    // The frame that called the program holds what reads its result: a program finds it, and answers what it likes.
    static final String FORGE = """
            import sys
            frame = sys._getframe(1)
            frame.f_globals
            class Forged:
                def __init__(self, text): self.text = text
                def __call__(self, *a, **k): return self.text
            dumps = [c for c in evaluate_llm_judge_metric.__closure__ if getattr(c.cell_contents, "__name__", "") == "dumps"][0]
            dumps.cell_contents = Forged('%s')
            _result = 1""";

    private static Python python;

    @BeforeAll
    static void start() {
        python = new Python(1, Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        python.close();
    }

    @Test
    void theDocumentedExampleOfTheVendorScores() {
        PythonOutcome outcome = python.run(
                        """
                        transcript = data["transcript"].lower()
                        if "premium plan" in transcript:
                            _result = True
                            _explanation = "Agent successfully mentioned the Premium Plan during the conversation"
                        else:
                            _result = False
                            _explanation = "Agent did not mention the Premium Plan in the conversation"
                        """, EvalType.BINARY, List.of("{\"transcript\": \"[00:01] Main Agent: Our Premium Plan.\"}"))
                .get(0);

        assertThat(result(outcome)).isEqualTo("true");
        assertThat(((PythonOutcome.Scored) outcome).explanations())
                .containsExactly("Agent successfully mentioned the Premium Plan during the conversation");
    }

    @Test
    void explanationsExtraAndPrintsComeBack() {
        PythonOutcome.Scored scored = (PythonOutcome.Scored) python.run("""
                print("looked at", data["run_id"])
                _result = 2.5
                _explanation = ["one", "two"]
                _extra = {"pace": [1, 2], "text": "a\\u0000b\\ud800"}
                """, "{\"run_id\": 7}");

        assertThat(scored.result().decimalValue()).isEqualByComparingTo("2.5");
        assertThat(scored.explanations()).containsExactly("one", "two");
        assertThat(scored.extra())
                .isEqualTo(Map.of("pace", List.of(1, 2), "text", "a\uFFFDb\uFFFD", "stdout", "looked at 7\n"));
    }

    @Test
    void theLibrariesThatAreNamedInTheDocumentationCanBeImported() {
        assertThat(result(python.run("""
                import json, re, math, statistics, datetime, time, random, collections, itertools, functools, string, decimal, fractions
                import dataclasses, typing, enum, hashlib, hmac, base64, uuid, difflib, textwrap, urllib.parse, csv
                import copy, operator, heapq, bisect, unicodedata, calendar, contextlib, html, logging, struct, io
                import os.path, traceback, inspect, pprint, abc
                _result = statistics.mean([1, 2, 3]) + len(re.findall("a", "banana")) + datetime.datetime(2026, 1, 5).day
                """, "{}"))).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x = 1\\n1 / 0                                | Line 2: ZeroDivisionError: division by zero
            def f():\\n  return data["turns"]\\n\\nf()   | Line 2: KeyError: 'turns'
            x = 1\\n\\n    y = 2                         | Line 3: IndentationError: unexpected indent
            if x\\n  y                                   | Line 1: SyntaxError: expected ':'
            import json\\njson.loads("{")                | Line 2: JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
            raise ValueError("no turns")                 | Line 1: ValueError: no turns
            x = 1\\nassert x == 2                        | Line 2: AssertionError
            def f(n): return f(n + 1)\\n\\nf(0)          | Line 1: RecursionError: maximum recursion depth exceeded
            'x' * 10**11                                 | Line 1: OverflowError: cannot fit 'int' into an index-sized integer
            raise MemoryError                            | Line 1: MemoryError
            input()                                      | Line 1: EOFError: EOF when reading a line
            import sys\\n_result = 1\\nsys.exit()        | Line 3: The program ended itself. Set _result and let it run to its end.
            raise KeyboardInterrupt                      | Line 1: The program ended itself. Set _result and let it run to its end.
            import numpy                                 | Line 1: ModuleNotFoundError: No module named 'numpy'
            x = 1\\ny = 2                                | Line 2: The program ended without setting _result.
            _result = float("nan")\\ny = 2               | Line 1: _result is NaN (not a number).
            y = 1\\n_result = float("inf")               | Line 2: _result is infinite.
            _result = 10**400                            | Line 1: _result has more than 15 digits.
            _result = None                               | Line 1: _result is of type NoneType; it must be a bool, a number or a string.
            _result = (i for i in data)                  | Line 1: _result is of type generator; it must be a bool, a number or a string.
            _result = 1j                                 | Line 1: _result is of type complex; it must be a bool, a number or a string.
            _result = 'x' * 100000                       | Line 1: _result takes 100002 characters as JSON; at most 64000 are kept.
            _result = 1\\n_explanation = 5               | Line 2: _explanation is of type int; it must be a string or a list of strings.
            _result = 1\\n_extra = [1]                   | Line 2: _extra is of type list; it must be a dict.
            _result = 1\\n_extra = {"a": {1}}            | Line 2: _extra can't be written as JSON: Object of type set is not JSON serializable.
            _result = 1\\n_extra = {"a": float("nan")}   | Line 2: _extra can't be written as JSON: Out of range float values are not JSON compliant: nan.
            _result = True                               | Line 1: _result is True; a numeric metric must set a number.
            """)
    void anErrorNamesTheProgramsOwnLineAndWhatIsWrong(String source, String explanation) {
        assertThat(python.failure(source.replace("\\n", "\n"))).isEqualTo(explanation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open('/etc/passwd')",
                "open('x', 'w')",
                "import os; os.listdir('/')",
                "import os; os.system('id')",
                "import os; os.kill(os.getppid(), 9)",
                "import os; os.getcwd()",
                "import subprocess",
                "import multiprocessing",
                "import socket",
                "import urllib.request",
                "import ctypes",
                "import signal",
                "import java",
                "import polyglot; polyglot.eval(language='python', string='1')",
                "import polyglot; polyglot.export_value('a', 1)",
                "import threading; threading.Thread(target=print).start()",
                "import _thread; _thread.start_new_thread(print, ())",
                "import tempfile",
                "import sqlite3",
            })
    void whatReachesOutOfTheProgramIsDeniedInPlainWords(String source) {
        assertThat(python.failure(source))
                .startsWith("Line 1: ")
                .endsWith(DENIED)
                .doesNotContain("java.", "graal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // what the prelude has taken away comes back neither by another import nor by the loader
                "import sys; del sys.modules['_signal']; import _signal; _signal.alarm(1)",
                "import sys; del sys.modules['zlib']; import zlib; zlib.compressobj()",
                "import _imp\nclass S: name = '_signal'\nm = _imp.create_builtin(S); _imp.exec_builtin(m); m.alarm(1)",
                "import sys; del sys.modules['java']; import java; java.type('java.lang.System').exit(1)",
                "__import__('posix').fork()",
                "import posix; posix.open('/etc/passwd', 0)",
                "import __graalpython__; __graalpython__.read_file('/etc/passwd')",
                "evaluate_llm_judge_metric.__closure__[0].cell_contents.getClass()",
                "import sys; del sys.modules['socket'], sys.modules['_socket']; import socket; socket.socket()",
                "print.__self__.exec('import os; os.environ.clear(); open(\"/proc/self/environ\")')",
            })
    void whoUndoesTheWordingMeetsTheSandbox(String source) {
        assertThat(python.failure(source + "\n_result = 1"))
                .isNotEmpty()
                .doesNotStartWith("not failed")
                .doesNotContain("java.lang", "graal");
        assertThat(result(python.run("_result = 1", "{}"))).isEqualTo("1");
    }

    @Test
    void noErrorOrPrintShowsAPathOfTheServer() {
        PythonOutcome.Scored printed = (PythonOutcome.Scored) python.run("""
                import json, sys
                print(json.__file__, sys.path)
                _explanation = json.__file__
                _result = 1""", "{}");

        assertThat(printed.toString()).doesNotContain(Python.DATA.toString());
        assertThat(python.failure("from json import nothing")).doesNotContain(Python.DATA.toString());
    }

    @Test
    void theEnvironmentIsEmpty() {
        assertThat(result(python.run(
                        "import os\n_result = len(set(os.environ) - {'UNSAFE_PYO3_SKIP_VERSION_CHECK'})", "{}")))
                .isEqualTo("0");
    }

    @Test
    void aFloodOfPrintsAndBinaryNoiseAreCut() {
        PythonOutcome.Scored scored = (PythonOutcome.Scored) python.run("""
                import os, sys
                sys.stdout.buffer.write(b"\\x00\\xff\\x7f noise")
                os.write(1, b"\\x00\\x00\\x00\\x05 frame")
                for i in range(3000):
                    print("x" * 100)
                _result = 1""", "{}");

        assertThat(String.valueOf(scored.extra().get("stdout")))
                .hasSizeLessThan(11_000)
                .contains("noise")
                .endsWith("... (cut here)")
                .doesNotContain("\u0000");
    }

    @Test
    void everyRunHasGlobalsOfItsOwnAndItsOwnData() {
        List<PythonOutcome> outcomes = python.run("""
                assert "seen" not in globals(), "left by another run"
                seen = data["run_id"]
                data["run_id"] = 99
                _result = seen""", EvalType.NUMERIC, Python.runs(5));

        assertThat(outcomes).extracting(Python::result).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void aProgramThatReplacesFunctionsOfPythonDoesSoForItselfAlone() {
        String vandal = """
                import builtins, json, sys
                builtins.len = lambda x: 42
                json.dumps = json.loads = None
                sys.modules["math"] = None
                builtins.left_behind = True
                _result = len([])""";
        assertThat(python.run(vandal, EvalType.NUMERIC, Python.runs(2)))
                .extracting(Python::result)
                .containsExactly("42", "42");
        assertThat(python.failure("import builtins\nbuiltins.isinstance = None\n_result = 1"))
                .isEqualTo("The program changed functions of Python that its own result is read with.");

        assertThat(result(python.run("""
                import json, math
                _result = len([1, 2]) + json.loads("3") + math.floor(0.5) + ("left_behind" in dir(__builtins__))""", "{}"))).isEqualTo("5");
    }

    @Test
    void aProgramThatForgesItsAnswerIsChecked() {
        for (String answer : List.of(
                "{\"result\": 1e999, \"explanation\": [], \"extra\": {}}",
                "{\"result\": NaN, \"explanation\": [], \"extra\": {}}",
                "{\"result\": 1e-999999999, \"explanation\": {}, \"extra\": 1}",
                "{\"result\": [1], \"explanation\": [], \"extra\": {}}",
                "[".repeat(5000),
                "no JSON")) {
            PythonOutcome outcome = python.run(FORGE.formatted(answer), "{}");
            assertThat(failure(outcome))
                    .isEqualTo("The program changed functions of Python that its own result is read with.");
        }
        assertThat(result(python.run(
                        FORGE.formatted("{\"result\": 2, \"explanation\": [], \"extra\": {}, \"other\": 1}"), "{}")))
                .isEqualTo("2");
    }

    @Test
    void oneRunsErrorIsItsOwn() {
        assertThat(python.run("_result = 10 / (data['run_id'] - 1)", EvalType.NUMERIC, Python.runs(3)))
                .extracting(Python::result)
                .containsExactly("-10.0", "Failed[explanation=Line 1: ZeroDivisionError: division by zero]", "10.0");
    }

    @Test
    void aDecisionMustBeABool() {
        PythonProgram asks = Python.program("_result = data['run_id'] == 0", null);
        assertThat(python.run(asks, Python.runs(2), JudgeCalls.NOT_CONFIGURED))
                .extracting(Python::result)
                .containsExactly("true", "false");
        assertThat(failure(python.run(Python.program("_result = 1", null), Python.runs(1), JudgeCalls.NOT_CONFIGURED)
                        .get(0)))
                .isEqualTo("Line 1: _result is 1; the code that decides whether a metric runs must set a bool.");
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY, 5, true", "BINARY, True, true", "BINARY, 1, false", "CONTINUOUS_QUALITATIVE, 4.5, true",
        "CONTINUOUS_QUALITATIVE, 5.1, false", "NUMERIC, -3, true", "NUMERIC, '\"3\"', false", "ENUM, '\"Good\"', true",
        "ENUM, 3, false"
    })
    void theResultMustFitTheMetricsType(EvalType type, String result, boolean fits) {
        PythonOutcome outcome =
                python.run("_result = " + result, type, Python.runs(1)).get(0);
        assertThat(outcome instanceof PythonOutcome.Scored).isEqualTo(fits);
    }

    @Test
    void theJudgeIsAskedWithWhatTheProgramGives() {
        List<String> asked = new ArrayList<>();
        JudgeCalls judge = (run, request) -> {
            asked.add(run + " " + request);
            return CompletableFuture.completedFuture("{\"result\": 5, \"explanation\": [\"polite\"]}");
        };
        PythonProgram program = Python.program("""
                answer = evaluate_llm_judge_metric(data, "a key", "Is it polite?", "binary_qualitative")
                _result = answer["result"]
                _explanation = answer["explanation"]""", EvalType.BINARY);

        List<PythonOutcome> outcomes = python.run(program, Python.runs(2), judge);

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(((PythonOutcome.Scored) outcome).explanations())
                        .containsExactly("polite"));
        assertThat(asked)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .contains("\"description\": \"Is it polite?\"", "\"eval_type\": \"binary_qualitative\"")
                        .doesNotContain("a key"));
        assertThat(asked.get(1)).startsWith("1 ").contains("\"run_id\": 1");
    }

    @Test
    void theJudgeIsAskedTenTimesARunAtMost() {
        JudgeCalls judge = (run, request) -> CompletableFuture.completedFuture("{\"result\": 1}");
        PythonProgram program = Python.program("""
                for i in range(11):
                    evaluate_llm_judge_metric(data, description=str(i))""", EvalType.NUMERIC);

        assertThat(failure(python.run(program, Python.runs(1), judge).get(0)))
                .isEqualTo("Line 2: RuntimeError: evaluate_llm_judge_metric may be called 10 times for a run.");
    }

    @Test
    void withoutAJudgeTheCallSaysWhatToSet() {
        assertThat(python.failure("evaluate_llm_judge_metric(data, '', 'x')"))
                .startsWith("Line 1: RuntimeError: This server has no judge;")
                .contains("reevaluate.judge.base-url");
    }

    @Test
    void syntaxErrorsAreFoundWithoutRunningAnything() {
        PythonProgram good = Python.program("while True: pass", EvalType.NUMERIC);
        PythonProgram bad = Python.program("x = 1\nif x\n  y", EvalType.NUMERIC);

        List<SyntaxProblem> problems =
                Python.await(python.programs().compile(List.of(good, bad)).toCompletableFuture());

        assertThat(problems).containsExactly(new SyntaxProblem(bad, "Line 2: SyntaxError: expected ':'"));
    }

    @Test
    void dataThatIsTooLongFailsItsRunAlone() {
        List<String> data = List.of("{\"run_id\": 0}", "\"" + "x".repeat(Chunk.MAX_ITEM) + "\"", "{\"run_id\": 2}");

        assertThat(python.run("_result = data['run_id']", EvalType.NUMERIC, data))
                .extracting(Python::result)
                .containsExactly(
                        "0",
                        "Failed[explanation=This run's data is longer than the 2000000 characters that a Python metric is given.]",
                        "2");
    }
}
