package dev.reevaluate.python;

import dev.reevaluate.python.protocol.ChildRequest.JudgeAnswer;

/** Carries a program's question to the judge, out of this process. */
interface JudgeFunction {

    /** Waits for the answer to a request, which is JSON text, of the run at this position. */
    JudgeAnswer ask(int item, String request);
}
