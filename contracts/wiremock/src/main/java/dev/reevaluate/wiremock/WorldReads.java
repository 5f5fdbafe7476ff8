package dev.reevaluate.wiremock;

import dev.reevaluate.rules.DomainTexts;
import dev.reevaluate.rules.Paging;
import dev.reevaluate.validation.Operation;
import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.validation.RequestRefusedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads, answered with what a new server knows and with what was accepted since.
 *
 * @param query the value of a parameter, or else its default; empty where it has none
 * @param link to another page, made of its number
 */
record WorldReads(
        MockWorkspace world,
        AcceptedRequests accepted,
        MockScores scores,
        MockWorkspace.Key caller,
        Operation operation,
        Function<String, Optional<String>> query,
        LongFunction<String> link) {

    /** Returns a page of results, newest first. */
    JsonNode results() {
        return page(world.results(caller).keySet().stream()
                .sorted(Comparator.reverseOrder())
                .map(world.entries()::result)
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
                .map(this::summary)
                .filter(result -> query.apply("status")
                        .map(result.path("status").asString()::equals)
                        .orElse(true))
                .toList());
    }

    /**
     * Returns the result with its runs.
     *
     * @throws RequestRefusedException when there is none for the caller
     */
    JsonNode result(long id, AcceptedRequests.Progress progress) {
        if (!world.results(caller).containsKey(id)) {
            throw RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND);
        }
        JsonNode result = world.entries().result(id);
        return views().detail(result, status(result, progress), progress.evaluated());
    }

    /** Returns the metrics, by their ids. */
    JsonNode metrics() {
        Predicate<JsonNode> ofTheAgent = metric -> number("agent_id")
                .map(agent -> metric.path("agents").values().stream().anyMatch(one -> one.asLong() == agent))
                .orElse(true);
        return WorldViews.list(world.entries().metrics().values().stream()
                .filter(metric ->
                        world.metrics(caller).containsKey(metric.path("id").asLong()))
                .filter(ofTheAgent)
                .filter(is("project_id", metric -> metric.path("project").asLong()))
                .map(WorldViews::metric));
    }

    /** Returns the runs that are asked for and exist, by their ids. */
    JsonNode runs() {
        return WorldViews.list(Arrays.stream(query.apply("run_ids").orElse("").split(",", -1))
                .map(BigInteger::new)
                .filter(id -> id.bitLength() < Long.SIZE)
                .map(BigInteger::longValue)
                .distinct()
                .sorted()
                .map(world.entries()::run)
                .filter(run ->
                        world.results(caller).containsKey(run.path("result").asLong()))
                .map(run -> {
                    JsonNode result = world.entries().result(run.path("result").asLong());
                    return views().runWithTurns(run, result, look(result).evaluated());
                }));
    }

    /** Returns the credits of the caller's organization: accepted requests take nothing from them. */
    JsonNode billing() {
        JsonNode organization = world.organization(caller);
        BigDecimal used = new BigDecimal(organization.path("used").asString("0"));
        return JsonNodeFactory.instance
                .objectNode()
                .put("balance_expiry", "9999-12-31T23:59:59Z")
                .put("organization", caller.organization())
                .put("credits_remaining", DomainTexts.credits(world.balance(caller)))
                .put("credits_used", DomainTexts.credits(used))
                .put(
                        "initial_balance",
                        DomainTexts.credits(world.balance(caller).add(used)))
                .put("created_at", WorldViews.MOMENT)
                .put("updated_at", WorldViews.MOMENT);
    }

    /** Returns a page of the accepted requests, newest first. */
    JsonNode requests(List<AcceptedRequest> known) {
        return page(known.stream()
                .filter(request -> query.apply("state")
                        .map(request.state().wireName()::equals)
                        .orElse(true))
                .map(requestViews()::summary)
                .toList());
    }

    /**
     * Returns what became of a request that was accepted.
     *
     * @throws RequestRefusedException when there is none for the caller
     */
    JsonNode request(Optional<AcceptedRequest> request) {
        return requestViews().detail(existing(request));
    }

    /**
     * Returns the comparison of a request that was accepted; of the list of changed pairs no page but the first.
     *
     * @throws RequestRefusedException when there is none for the caller
     */
    JsonNode changes(Optional<AcceptedRequest> request) {
        JsonNode changes = requestViews().changes(existing(request));
        asked().requireElements(0);
        return changes;
    }

    private static AcceptedRequest existing(Optional<AcceptedRequest> request) {
        return request.orElseThrow(() -> RequestRefusedException.notFound(ProtocolTexts.NOT_FOUND));
    }

    private ObjectNode summary(JsonNode result) {
        AcceptedRequests.Progress progress = look(result);
        return views().summary(result, status(result, progress), progress.evaluated());
    }

    private AcceptedRequests.Progress look(JsonNode result) {
        return accepted.lookAtResult(result.path("id").asLong());
    }

    // As at the end of a re-evaluation: completed once any run is, else failed
    private String status(JsonNode result, AcceptedRequests.Progress progress) {
        if (progress.equals(AcceptedRequests.Progress.NONE)) {
            return result.path("status").asString("completed");
        }
        return progress.running()
                ? "running"
                : scores.end(progress.story(), result)
                        .orElseGet(() -> world.entries().endOf(result));
    }

    private ObjectNode page(List<ObjectNode> found) {
        Paging asked = asked();
        List<ObjectNode> onIt =
                found.stream().skip(asked.offset()).limit(asked.size()).toList();
        asked.requireElements(onIt.size());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("count", found.size());
        answer.put("next", asked.next(found.size(), link));
        answer.put("previous", asked.previous(link));
        answer.set("results", WorldViews.list(onIt.stream()));
        return answer;
    }

    private Paging asked() {
        return Paging.of(
                operation, number("page").orElseThrow(), number("page_size").orElseThrow());
    }

    private WorldViews views() {
        return new WorldViews(world, scores);
    }

    private RequestViews requestViews() {
        return new RequestViews(world, scores);
    }

    private Predicate<JsonNode> is(String parameter, Function<JsonNode, Long> value) {
        return one -> number(parameter).map(value.apply(one)::equals).orElse(true);
    }

    Optional<Long> number(String parameter) {
        return query.apply(parameter).map(Long::valueOf);
    }
}
