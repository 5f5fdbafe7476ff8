package dev.reevaluate.wiremock;

import dev.reevaluate.rules.BalanceAccess;
import dev.reevaluate.wiremock.AcceptedRequests.Progress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the world, and what was accepted before, have to say to a request that is no bulk request. To that of a contract only
 * where its recorded answer is outdated.
 *
 * @param byContract whether a contract has an answer
 * @param story the story that the contract tells a part of; null where it is none
 */
record WorldAnswers(
        CheckOutcome.Passed passed,
        WorldReads reads,
        boolean byContract,
        @Nullable String story) {

    /** Returns the answer; empty where that of the contract stays, or nobody knows. */
    Optional<JsonNode> answer() {
        return switch (passed.request().operation().id()) {
            case "results-v1-list" -> unlessNothingWasAccepted(reads::results);
            case "results-v1-retrieve" -> result();
            case "runs-v1-bulk-retrieve" -> unlessNothingWasAccepted(reads::runs);
            case "metrics-v1-list" -> unlessByContract(reads::metrics);
            case "billing-info-retrieve" -> unlessByContract(this::billing);
            case "estimates-create" ->
                unlessByContract(() -> new BulkRules(passed.world()).estimate(passed.body(), passed.caller()));
            case "requests-list" -> requests();
            case "requests-retrieve" -> request(accepted().look(passed.caller(), idBehind("requests")), reads::request);
            case "requests-changes" -> request(accepted().look(passed.caller(), idBehind("requests")), reads::changes);
            case "requests-cancel" -> request(accepted().cancel(passed.caller(), idBehind("requests")), reads::request);
            default -> Optional.empty();
        };
    }

    private Optional<JsonNode> result() {
        long id = idBehind("results");
        Progress progress = passed.world().results(passed.caller()).containsKey(id)
                ? accepted().lookAtResult(id)
                : Progress.NONE;
        return byContract && (progress.equals(Progress.NONE) || isOfItsStory(progress.story()))
                ? Optional.empty()
                : Optional.of(reads.result(id, progress));
    }

    private JsonNode billing() {
        BalanceAccess.check(
                passed.caller().organization(),
                passed.caller().ofProject(),
                reads.number("organization_id").orElse(null));
        return reads.billing();
    }

    private Optional<JsonNode> requests() {
        List<AcceptedRequest> known = accepted().look(passed.caller());
        return byContract
                        && (known.isEmpty()
                                || (known.size() == 1
                                        && isOfItsStory(known.get(0).story())))
                ? Optional.empty()
                : Optional.of(reads.requests(known));
    }

    private Optional<JsonNode> request(
            Optional<AcceptedRequest> found, Function<Optional<AcceptedRequest>, JsonNode> read) {
        boolean isTrue =
                found.map(AcceptedRequest::story).filter(this::isOfItsStory).isPresent()
                        || accepted().isEmpty(passed.caller());
        return byContract && isTrue ? Optional.empty() : Optional.of(read.apply(found));
    }

    private Optional<JsonNode> unlessNothingWasAccepted(Supplier<JsonNode> answer) {
        return byContract && accepted().isEmpty(passed.caller()) ? Optional.empty() : Optional.of(answer.get());
    }

    private Optional<JsonNode> unlessByContract(Supplier<JsonNode> answer) {
        return byContract ? Optional.empty() : Optional.of(answer.get());
    }

    private boolean isOfItsStory(@Nullable String other) {
        return story != null && Objects.equals(story, other);
    }

    private AcceptedRequests accepted() {
        return passed.accepted();
    }

    // .../results/{id}/, .../requests/{id}/cancel/; what is no number of 64 bits was refused, or is nobody's
    private long idBehind(String segment) {
        String[] segments = passed.path().split("/");
        int at = List.of(segments).lastIndexOf(segment);
        return Long.parseLong(segments[at + 1]);
    }
}
