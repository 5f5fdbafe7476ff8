package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.RunsApiDelegate;
import dev.reevaluate.openapi.model.Run;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.results.Runs;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Runs with their transcripts. */
@Component
class RunsDelegate implements RunsApiDelegate {

    private final CurrentCaller caller;
    private final Runs runs;

    RunsDelegate(CurrentCaller caller, Runs runs) {
        this.caller = caller;
        this.runs = runs;
    }

    @Override
    public ResponseEntity<List<Run>> retrieveRuns(String runIds) {
        List<Long> ids = Arrays.stream(runIds.split(",", -1))
                .map(BigInteger::new)
                .filter(id -> id.bitLength() < Long.SIZE)
                .map(BigInteger::longValue)
                .distinct()
                .sorted()
                .toList();
        Caller asking = caller.get();
        return ResponseEntity.ok(new RunsAsWritten<>(
                ids, some -> runs.find(asking, some).stream().map(Models::run).toList()));
    }
}
