package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one run holds for evaluation: the turns of its transcript, and what its recording says. */
public final class Call {

    private final List<Turn> turns;
    private final Recording recording;
    private @Nullable Speech speech;

    Call(List<Turn> turns, Recording recording) {
        this.turns = List.copyOf(turns);
        this.recording = recording;
    }

    /** Returns who spoke when, worked out once; the recording knows it better than the transcript. */
    synchronized Speech speech() {
        if (speech == null) {
            Intervals agent = spoken(recording.agent(), Turn.AGENT);
            Intervals caller = spoken(recording.caller(), Turn.CALLER);
            Intervals all = agent.with(caller);
            BigDecimal duration = recording.totalDuration() != null ? recording.totalDuration() : all.lastEnd();
            long words = turnsOf(Turn.AGENT).mapToLong(Turn::words).sum();
            speech = Speech.of(agent, caller, all, duration, words);
        }
        return speech;
    }

    Stream<Turn> turnsOf(String role) {
        return turns.stream().filter(turn -> turn.role().equals(role));
    }

    private Intervals spoken(@Nullable List<List<BigDecimal>> recorded, String role) {
        return new Intervals(
                recorded != null
                        ? recorded.stream()
                                .map(pair -> new Interval(pair.get(0), pair.get(1)))
                                .toList()
                        : turnsOf(role)
                                .map(Turn::interval)
                                .flatMap(Optional::stream)
                                .toList());
    }
}
