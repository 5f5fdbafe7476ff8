package dev.reevaluate.server.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one run holds for evaluation: the turns of its transcript, and what its recording says. */
public record Call(List<Turn> turns, Recording recording) {

    /** Who spoke when; the recording knows it better than the transcript. */
    Speech speech() {
        Intervals agent = spoken(recording.agent(), Turn.AGENT);
        Intervals caller = spoken(recording.caller(), Turn.CALLER);
        BigDecimal duration = recording.totalDuration() != null
                ? recording.totalDuration()
                : agent.with(caller).lastEnd().orElse(BigDecimal.ZERO);
        return new Speech(
                agent,
                caller,
                duration,
                turnsOf(Turn.AGENT).mapToLong(Turn::words).sum());
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
