package dev.reevaluate.wiremock;

import dev.reevaluate.rules.Paging;
import dev.reevaluate.validation.Operation;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads that no contract sends, answered with what the contracts have recorded: a filter or a page of a list is cut out of the
 * whole. Empty where something of the answer was never recorded.
 *
 * @param recorded the elements of the operation's recorded answers
 * @param query the value of a parameter, or else its default; empty where it has none
 */
record RecordedReads(
        MockWorkspace world,
        MockWorkspace.Key caller,
        List<JsonNode> recorded,
        Function<String, Optional<String>> query) {

    /** Returns a page of results, newest first; the link to another page is made of its number. */
    Optional<JsonNode> results(Operation operation, LongFunction<String> link) {
        if (!areRecorded(world.results(caller).keySet())) {
            return Optional.empty();
        }
        List<JsonNode> found = visible(world.results(caller).keySet())
                .filter(is("agent_id", result -> result.path("agent").asLong()))
                .filter(is(
                        "project_id",
                        result -> world.projectOf(result.path("agent").asLong())))
                .filter(result -> query.apply("search")
                        .map(text -> result.path("name")
                                .asString()
                                .toLowerCase(Locale.ROOT)
                                .contains(text.toLowerCase(Locale.ROOT)))
                        .orElse(true))
                .filter(result -> query.apply("status")
                        .map(result.path("status").asString()::equals)
                        .orElse(true))
                .toList();
        Paging asked = Paging.of(
                operation, number("page").orElseThrow(), number("page_size").orElseThrow());
        List<JsonNode> onIt =
                found.stream().skip(asked.offset()).limit(asked.size()).toList();
        asked.requireElements(onIt.size());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("count", found.size());
        answer.put("next", asked.next(found.size(), link));
        answer.put("previous", asked.previous(link));
        answer.set("results", list(onIt));
        return Optional.of(answer);
    }

    /** Returns the metrics, by their ids. */
    Optional<JsonNode> metrics() {
        if (!areRecorded(world.metrics(caller).keySet())) {
            return Optional.empty();
        }
        Predicate<JsonNode> ofTheAgent = metric -> number("agent_id")
                .map(agent -> metric.path("agents").values().stream().anyMatch(one -> one.asLong() == agent))
                .orElse(true);
        return Optional.of(list(visible(world.metrics(caller).keySet())
                .filter(ofTheAgent)
                .filter(is("project_id", metric -> metric.path("project").asLong()))
                .toList()));
    }

    /** Returns the runs that are asked for and exist, by their ids. */
    Optional<JsonNode> runs() {
        List<Long> existing = Arrays.stream(query.apply("run_ids").orElse("").split(",", -1))
                .map(BigInteger::new)
                .filter(id -> id.bitLength() < Long.SIZE)
                .map(BigInteger::longValue)
                .filter(world.runs(caller)::contains)
                .toList();
        return areRecorded(existing) ? Optional.of(list(visible(existing).toList())) : Optional.empty();
    }

    /** Returns the first page of requests, which a new server has none of. */
    JsonNode noRequests(Operation operation) {
        Paging asked = Paging.of(
                operation, number("page").orElseThrow(), number("page_size").orElseThrow());
        asked.requireElements(0);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("count", 0);
        answer.putNull("next");
        answer.putNull("previous");
        answer.putArray("results");
        return answer;
    }

    private boolean areRecorded(Collection<Long> ids) {
        return recorded.stream()
                .map(RecordedReads::id)
                .collect(Collectors.toSet())
                .containsAll(ids);
    }

    private Stream<JsonNode> visible(Collection<Long> ids) {
        return recorded.stream().filter(one -> ids.contains(id(one)));
    }

    private Predicate<JsonNode> is(String parameter, Function<JsonNode, Long> value) {
        return one -> number(parameter).map(value.apply(one)::equals).orElse(true);
    }

    private Optional<Long> number(String parameter) {
        return query.apply(parameter).map(Long::valueOf);
    }

    private static long id(JsonNode one) {
        return one.path("id").asLong();
    }

    private static ArrayNode list(List<JsonNode> elements) {
        return JsonNodeFactory.instance.arrayNode().addAll(elements);
    }
}
