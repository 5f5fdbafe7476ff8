# Runs in every context before a metric's code, and hands the child two functions.
#
# None of this is the sandbox: that is the context's own configuration, and the process. A metric may replace whatever
# stands here, for itself; what comes back is checked by the parent as anybody's text.
def prelude(file, denied, ask_judge, max_text):
    import _json
    import builtins
    import sys

    # Modules of the interpreter that start threads, take signals or memory of the whole process, or only lead to
    # refusals: emptied, so that importing them anew brings nothing back.
    for name in (
        "_crypt", "_ctypes", "_lsprof", "_lzma", "_multiprocessing", "_multiprocessing_graalpy", "_posixshmem",
        "_posixsubprocess", "_signal", "_socket", "_tracemalloc", "faulthandler", "fcntl", "jarray", "java", "mmap",
        "pwd", "readline", "resource", "select", "zlib",
    ):
        module = __import__(name)
        for attribute in list(vars(module)):
            if not attribute.startswith("__"):
                delattr(module, attribute)
        sys.modules[name] = None
    # Told at the import, not at the first use.
    for name in (
        "_ssl", "asyncio", "bz2", "ctypes", "gzip", "http.client", "lzma", "multiprocessing", "requests", "select", "selectors",
        "shutil", "signal", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "tarfile", "tempfile", "urllib.request",
        "zipfile",
    ):
        sys.modules[name] = None

    # Refused by the sandbox in any case, with an error of Java's that has no line. What os has of them comes from posix,
    # when a metric imports it: here that would take as long as all the rest.
    def refuse(*arguments, **named):
        raise PermissionError(denied)

    for module, names in (
        ("_thread", ("start_new_thread", "start_new", "start_joinable_thread")),
        ("posix", ("_exit", "abort", "system", "getcwd", "getcwdb", "getpid", "getppid", "kill", "killpg", "pipe", "dup", "dup2", "chdir", "execv")),
    ):
        for name in names:
            setattr(__import__(module), name, refuse)

    # Python's own come with its start files, which no context reads.
    builtins.exit = builtins.quit = sys.exit

    compiled, execute = builtins.compile, builtins.exec

    # What json.dumps and json.loads are made of. The module json itself brings regular expressions and enums along: half of
    # what a context takes.
    def no_json(value):
        raise TypeError("Object of type %s is not JSON serializable" % kind(value))

    def dumps(value, allow_nan=True):
        encoder = _json.make_encoder({}, no_json, _json.encode_basestring_ascii, None, ": ", ", ", False, False, allow_nan)
        return "".join(encoder(value, 0))

    class Reading:
        strict, object_hook, object_pairs_hook, parse_float, parse_int, memo = True, None, None, float, int, {}
        parse_constant = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": -float("inf")}.__getitem__

    scanner = _json.make_scanner(Reading)

    def loads(text):
        return scanner(text, 0)[0]

    def kind(value):
        return type(value).__name__

    def problem(variable, text):
        return dumps({"variable": variable, "problem": text})

    def line(e, source):
        if isinstance(e, SyntaxError) and e.filename == file:
            # Of these two GraalPy names the statement before, or the one after.
            lines = list(enumerate(source.splitlines(), 1))
            if e.msg == "unexpected indent":
                near = [n for n, text in lines if n > e.lineno and text.split("#")[0].strip()]
                return near[0] if near else e.lineno
            if e.msg == "expected ':'" and not lines[e.lineno - 1][1][:(e.offset or 1) - 1].strip():
                near = [n for n, text in lines if n < e.lineno and text.split("#")[0].strip()]
                return near[-1] if near else e.lineno
            return e.lineno
        found, step = None, e.__traceback__
        while step is not None:
            if step.tb_frame.f_code.co_filename == file:
                found = step.tb_lineno
            step = step.tb_next
        return found

    def failure(e, source):
        if isinstance(e, (SystemExit, KeyboardInterrupt)):
            text = "The program ended itself. Set _result and let it run to its end."
        else:
            try:
                text = e.msg if isinstance(e, SyntaxError) and e.filename == file else str(e)
            except Exception:
                text = "(its message can't be shown)"
            halted = "import of ", " halted; None in sys.modules"
            if text.startswith(halted[0]) and text.endswith(halted[1]):
                text = "'%s' can't be imported. %s" % (text[len(halted[0]):-len(halted[1])], denied)
            elif "not allowed" in text or isinstance(e, PermissionError) and denied not in text:
                text = "%s. %s" % (text, denied)
            text = "%s: %s" % (kind(e), text) if text else kind(e)
        text = text if len(text) <= 2000 else text[:2000] + "... (cut here)"
        return dumps({"line": line(e, source), "problem": text})

    def result_problem(value):
        if isinstance(value, (bool, str)):
            return None
        if isinstance(value, int):
            return None if -(10**15) <= value <= 10**15 else "has more than 15 digits"
        if not isinstance(value, float):
            return "is of type %s; it must be a bool, a number or a string" % kind(value)
        if value != value:
            return "is NaN (not a number)"
        return None if -1e15 <= value <= 1e15 else "is infinite" if value in (1e999, -1e999) else "is beyond 1e15"

    # As JsonBounds of the parent has it, which can't even read what is far beyond.
    def beyond(value):
        parts, levels = [value], 0
        while parts:
            levels += 1
            if levels > 100 or any(isinstance(part, dict) and any(len(str(name)) > 10000 for name in part) for part in parts):
                return True
            inner = [item for part in parts for item in (part.values() if isinstance(part, dict) else part)]
            if any(isinstance(item, int) and not -largest < item < largest for item in inner):
                return True
            parts = [item for item in inner if isinstance(item, (dict, list, tuple))]
        return False

    largest = 10**500

    def read(env):
        if "_result" not in env:
            return problem(None, "The program ended without setting _result.")
        result, explanation, extra = env["_result"], env.get("_explanation"), env.get("_extra")
        text = result_problem(result)
        if text:
            return problem("_result", text)
        if explanation is None:
            explanation = []
        elif isinstance(explanation, str):
            explanation = [explanation]
        elif isinstance(explanation, (list, tuple)):
            explanation = [item if isinstance(item, str) else str(item) for item in explanation]
        else:
            return problem("_explanation", "is of type %s; it must be a string or a list of strings" % kind(explanation))
        if extra is None:
            extra = {}
        elif not isinstance(extra, dict):
            return problem("_extra", "is of type %s; it must be a dict" % kind(extra))
        for variable, value in (("_result", result), ("_explanation", explanation), ("_extra", extra)):
            try:
                size = len(dumps(value, allow_nan=False))
            except (TypeError, ValueError, RecursionError) as e:
                return problem(variable, "can't be written as JSON: %s" % e)
            if size > max_text:
                return problem(variable, "takes %d characters as JSON; at most %d are kept" % (size, max_text))
        if beyond(extra):
            return problem(
                "_extra",
                "nests deeper than 100 levels, or has a number of more than 500 digits or a name of more than 10,000 characters",
            )
        return dumps({"result": result, "explanation": explanation, "extra": extra}, allow_nan=False)

    def evaluate_llm_judge_metric(
        data, api_key=None, description=None, eval_type=None, enum_values=None,
        audio=None, audio_start_time=None, audio_end_time=None,
    ):
        answer = loads(ask_judge(dumps({
            "data": data, "description": description, "eval_type": eval_type, "enum_values": enum_values, "audio": audio,
            "audio_start_time": audio_start_time, "audio_end_time": audio_end_time,
        })))
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["answer"]

    def check(source):
        try:
            compiled(source, file, "exec")
        except BaseException as e:
            return failure(e, source)

    def program(source):
        code = None

        def run(data):
            nonlocal code
            env = {
                "__name__": "__main__", "__builtins__": builtins, "data": loads(data),
                "evaluate_llm_judge_metric": evaluate_llm_judge_metric,
                # older names, which the vendor still documents
                "evaluate_basic_metric": evaluate_llm_judge_metric, "evaluate_advance_metric": evaluate_llm_judge_metric,
            }
            try:
                code = code or compiled(source, file, "exec")
                execute(code, env)
                return read(env)
            except BaseException as e:
                return failure(e, source)

        return run

    return [check, program]


prelude
