package dev.reevaluate.server.python;

import static dev.reevaluate.server.python.Python.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that mean harm: what they do ends with their own run, and the child and the next run are none the worse. */
class HostileProgramsTests {

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
    void twentyMegabytesOfPrintsAreCutAndTheResultIsKept() {
        PythonOutcome.Scored scored = (PythonOutcome.Scored) python.run("""
                import sys
                for i in range(10):
                    print("x" * 10**6)
                    sys.stderr.write("y" * 10**6)
                _result = 1""", "{}");

        assertThat(String.valueOf(scored.extra().get("stdout")))
                .hasSizeLessThan(11_000)
                .endsWith("(cut here)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            e = {}\\ne["e"] = e\\n_extra = e\\n_result = 1               | Line 3: _extra can't be written as JSON: Circular reference detected.
            e = []\\nfor i in range(100000): e = [e]\\n_extra = {"e": e}\\n_result = 1 | Line 3: _extra can't be written as JSON
            _extra = {("a", 1): 2}\\n_result = 1                          | Line 1: _extra can't be written as JSON: keys must be str
            _extra = {"a": object()}\\n_result = 1                        | Line 1: _extra can't be written as JSON: Object of type object
            class R(float): pass\\n_result = R("nan")                     | Line 2: _result is NaN (not a number).
            _result = 10**16                                              | Line 1: _result has more than 15 digits.
            _result = 1.7e308                                             | Line 1: _result is beyond 1e15.
            _result = lambda: 1                                           | Line 1: _result is of type function; it must be a bool, a number or a string.
            import sys\\nsys.setrecursionlimit(10**9)\\ndef f(n): return f(n + 1)\\nf(0) | Line 3: RecursionError
            raise type("E", (Exception,), {"__str__": lambda e: 1 / 0})() | Line 1: E: (its message can't be shown)
            """)
    void whatCanNotBeAResultFailsInPlainWords(String source, String explanation) {
        assertThat(python.failure(source.replace("\\n", "\n"))).startsWith(explanation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class I(int):\n  __le__ = __ge__ = lambda a, b: True\n_result = I(10**40)",
                "class F(float):\n  __ne__ = lambda a, b: False\n  __le__ = __ge__ = lambda a, b: True\n_result = F('inf')",
                "class S(str):\n  __len__ = lambda s: 1\n_result = S('x' * 10**6)",
            })
    void aValueThatLiesAboutItsSizeIsNoResult(String source) {
        assertThat(python.failure(source)).doesNotStartWith("not failed");
    }

    @Test
    void anExplanationThatHoldsItselfIsShownAsPythonShowsIt() {
        PythonOutcome.Scored scored = (PythonOutcome.Scored)
                python.run("_explanation = ['a']\n_explanation.append(_explanation)\n_result = 1", "{}");

        assertThat(scored.explanations()).containsExactly("a", "['a', [...]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the judge's way out, with what is no question
                "f = [c.cell_contents for c in evaluate_llm_judge_metric.__closure__]\n[g(1, 2) for g in f if callable(g)]",
                "f = [c.cell_contents for c in evaluate_llm_judge_metric.__closure__ if callable(c.cell_contents)]\n[print(dir(g), g.__class__.__mro__) for g in f]\nf[0].getClass().forName('java.lang.System')",
                "evaluate_llm_judge_metric(data, description='x' * 2**21)",
                // the exception of a refusal, and its insides
                "try:\n  open('/etc/passwd')\nexcept BaseException as e:\n  e.getStackTrace()",
                "import os, sys\nsys.modules['os'].environ.__class__.__init__.__globals__['posix'].fork()",
                "import importlib\nimportlib.reload(__import__('posix')).system('id')",
                "import polyglot\npolyglot.eval(string='Java.type(\"java.lang.System\").exit(0)', language='js')",
                "import os\nos.execve('/bin/sh', ['sh'], {})",
                "import os\nos.symlink('/etc/passwd', 'x')",
                "import pathlib\npathlib.Path('/proc/self/environ').read_text()",
                "import io\nio.FileIO('/etc/passwd')",
                "import os\nos.fdopen(3).read()",
            })
    void escapesEndAsFailuresThatShowNothingOfTheServer(String source) {
        assertThat(python.failure(source + "\n_result = 1"))
                .doesNotStartWith("not failed")
                .doesNotContain("java.lang", "graal", "root:", Python.DATA.toString());
        assertThat(result(python.run("_result = 1", "{}"))).isEqualTo("1");
    }

    @Test
    void theProcessHasNoEnvironmentAndItsFolderIsTheServersAlone() throws IOException {
        python.run("_result = 1", "{}");

        ProcessHandle child = Python.children().get(0);
        assertThat(Files.readString(Path.of("/proc/%d/environ".formatted(child.pid()))))
                .isEmpty();
        assertThat(Files.getPosixFilePermissions(Python.DATA.resolve("python")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
}
