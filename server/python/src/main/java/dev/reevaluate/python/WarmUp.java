package dev.reevaluate.python;

import dev.reevaluate.python.protocol.ChildRequest;
import dev.reevaluate.python.protocol.Frames;
import dev.reevaluate.python.protocol.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** What a process does before it is ready: its first context takes seconds, the next ones a tenth of one. */
final class WarmUp {

    private WarmUp() {}

    /** Warms up and ends, for a JVM that notes which classes that takes. */
    public static void main(String[] arguments) throws IOException {
        of(new Sandbox(), new Deadline(), (item, request) -> new ChildRequest.JudgeAnswer(null, "Nobody is asked."));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        Frames.write(frame, new ChildRequest.Run("", List.of("{}"), 1), Frames.MAX_REQUEST);
        Frames.read(new ByteArrayInputStream(frame.toByteArray()), ChildRequest.class, Frames.MAX_REQUEST);
        Frames.write(frame, new Reply.Ready(PythonChild.VERSION), Frames.MAX_REPLY);
    }

    static void of(Sandbox sandbox, Deadline deadline, JudgeFunction judge) {
        try (Program program = new Program(sandbox, deadline, judge, "_result = True", 60_000)) {
            program.run(0, "{}", item -> {});
        }
    }
}
