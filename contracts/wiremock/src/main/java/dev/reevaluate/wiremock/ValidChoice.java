package dev.reevaluate.wiremock;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Results and metrics of which a key may evaluate any with any, if one of the results can be evaluated: what {@link BulkRules}
 * accept, as far as lists of ids tell.
 *
 * @param key what a client sends
 * @param results of some agents
 * @param eligible those of the results that have something to evaluate
 * @param metrics in scope of all these agents, and covered by the balance even if all are chosen
 */
public record ValidChoice(String key, Set<Long> results, Set<Long> eligible, Set<Long> metrics) {

    /** Each one more doubles the choices. */
    private static final int MOST_AGENTS = 16;

    /**
     * Returns all choices, some of which are within others.
     *
     * @throws IllegalArgumentException when they are too many
     */
    public static List<ValidChoice> of(MockWorkspace world) {
        return world.keys().stream()
                .filter(key -> !key.readOnly())
                .flatMap(key -> of(world, key))
                .toList();
    }

    private static Stream<ValidChoice> of(MockWorkspace world, MockWorkspace.Key key) {
        List<Long> agents = world.results(key).values().stream()
                .map(MockWorkspace.Result::agent)
                .distinct()
                .sorted()
                .toList();
        if (agents.size() > MOST_AGENTS) {
            throw new IllegalArgumentException(
                    "a key sees results of %s agents, whose choices are too many to list".formatted(agents.size()));
        }
        return IntStream.range(1, 1 << agents.size())
                .mapToObj(chosen -> IntStream.range(0, agents.size())
                        .filter(agent -> (chosen & (1 << agent)) != 0)
                        .mapToObj(agents::get)
                        .toList())
                .map(some -> of(world, key, some))
                .filter(choice ->
                        !choice.eligible().isEmpty() && !choice.metrics().isEmpty());
    }

    private static ValidChoice of(MockWorkspace world, MockWorkspace.Key key, List<Long> agents) {
        List<MockWorkspace.Result> results = world.results(key).values().stream()
                .filter(result -> agents.contains(result.agent()))
                .toList();
        List<MockWorkspace.Metric> metrics = world.metrics(key).values().stream()
                .filter(metric -> metric.agents().containsAll(agents))
                .toList();
        BigDecimal runs = BigDecimal.valueOf(
                results.stream().mapToLong(MockWorkspace.Result::eligibleRuns).sum());
        BigDecimal most = metrics.stream()
                .map(MockWorkspace.Metric::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(runs);
        boolean covered = most.compareTo(world.balance(key)) <= 0;
        return new ValidChoice(
                key.value(),
                ids(results.stream().map(MockWorkspace.Result::id)),
                ids(results.stream().filter(result -> result.eligibleRuns() > 0).map(MockWorkspace.Result::id)),
                ids(metrics.stream()
                        .filter(metric -> covered || metric.cost().signum() == 0)
                        .map(MockWorkspace.Metric::id)));
    }

    private static Set<Long> ids(Stream<Long> ids) {
        return ids.collect(TreeSet::new, Set::add, Set::addAll);
    }
}
