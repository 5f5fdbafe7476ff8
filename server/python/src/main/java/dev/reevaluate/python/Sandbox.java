package dev.reevaluate.python;

import dev.reevaluate.python.protocol.Reply.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Makes contexts in which nothing of the machine can be reached: no file, network, native code, thread, process or Java class. */
final class Sandbox {

    /** The name under which a program's own lines are found again. */
    private static final String FILE = "metric.py";

    /** The largest {@code _result}, {@code _explanation} or {@code _extra}, in characters of JSON. */
    private static final int MAX_TEXT = 64_000;

    private static final Source PRELUDE =
            Source.newBuilder("python", prelude(), "prelude.py").internal(true).buildLiteral();

    private final Engine engine;

    Sandbox() {
        // Built once: what the contexts share is the interpreter and the code of the standard library, no objects.
        engine = Engine.newBuilder("python")
                .in(InputStream.nullInputStream())
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .logHandler(OutputStream.nullOutputStream())
                .option("engine.WarnInterpreterOnly", "false")
                .build();
    }

    /** Returns a context of one program's own; closing it cancels what runs in it. */
    Context context(OutputStream printed) {
        return Context.newBuilder("python")
                .engine(engine)
                .in(InputStream.nullInputStream())
                .out(printed)
                .err(printed)
                .allowAllAccess(false)
                .allowIO(IOAccess.NONE)
                .allowNativeAccess(false)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLoading(false)
                .allowHostClassLookup(name -> false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowInnerContextOptions(false)
                .allowValueSharing(false)
                .useSystemExit(false)
                .build();
    }

    /** Returns the functions of {@code prelude.py}: the first checks a program's syntax, the second makes it a function of a run's data. */
    static Value prelude(Context context, ProxyExecutable askJudge) {
        return context.eval(PRELUDE).execute(FILE, Failure.DENIED.message(), askJudge, MAX_TEXT);
    }

    private static String prelude() {
        try (InputStream in = Sandbox.class.getResourceAsStream("prelude.py")) {
            if (in == null) {
                throw new IllegalStateException("prelude.py is missing in this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
