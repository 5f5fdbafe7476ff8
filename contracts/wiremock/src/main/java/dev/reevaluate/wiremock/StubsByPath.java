package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.UrlPathPattern;
import com.github.tomakehurst.wiremock.store.InMemoryStubMappingStore;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.SubEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * WireMock's own store of stubs, which tries fewer of them: a request that has passed the checks does not meet the contracts
 * of other paths and other bodies, nor those of refusals, nor any stub that names another path. The order stays WireMock's.
 */
public final class StubsByPath extends InMemoryStubMappingStore {

    // Null after each change. Made and dropped under this object's lock, so that none outlives its stubs
    private volatile @Nullable Index index;

    @Override
    public Stream<StubMapping> findAllMatchingRequest(
            Request request, Map<String, RequestMatcherExtension> customMatchers, Consumer<SubEvent> subEventConsumer) {
        if (!(CheckOutcome.current().orElse(null) instanceof CheckOutcome.Passed passed)) {
            return super.findAllMatchingRequest(request, customMatchers, subEventConsumer);
        }
        return index().stubs(passed.path()).stream()
                .filter(stub ->
                        !(stub.getRequest() instanceof ContractRequestPattern contract) || contract.answersTo(passed))
                .filter(stub -> {
                    MatchResult result = stub.getRequest().match(request, customMatchers);
                    result.getSubEvents().forEach(subEventConsumer);
                    return result.isExactMatch();
                });
    }

    @Override
    public synchronized void add(StubMapping stub) {
        super.add(stub);
        index = null;
    }

    @Override
    public synchronized void replace(StubMapping existing, StubMapping updated) {
        super.replace(existing, updated);
        index = null;
    }

    @Override
    @Deprecated
    public synchronized void remove(StubMapping stub) {
        super.remove(stub);
        index = null;
    }

    @Override
    public synchronized void clear() {
        super.clear();
        index = null;
    }

    private Index index() {
        Index known = index;
        return known == null ? makeIndex() : known;
    }

    private synchronized Index makeIndex() {
        Index made = Index.of(getAll().toList());
        index = made;
        return made;
    }

    /**
     * The stubs that a checked request may meet, in their order.
     *
     * @param byPath for a path that a contract has
     * @param others for any other path
     */
    private record Index(Map<String, List<StubMapping>> byPath, List<StubMapping> others) {

        static Index of(List<StubMapping> all) {
            Map<String, List<StubMapping>> byPath = all.stream()
                    .map(StubMapping::getRequest)
                    .filter(ContractRequestPattern.class::isInstance)
                    .map(RequestPattern::getUrlPath)
                    .filter(Objects::nonNull)
                    .distinct()
                    .collect(Collectors.toMap(
                            path -> path,
                            path -> all.stream()
                                    .filter(stub -> mayLeadTo(path, stub.getRequest()))
                                    .toList()));
            return new Index(
                    byPath,
                    all.stream()
                            .filter(stub -> !(stub.getRequest() instanceof ContractRequestPattern))
                            .toList());
        }

        List<StubMapping> stubs(String path) {
            return byPath.getOrDefault(path, others);
        }

        private static boolean mayLeadTo(String path, RequestPattern pattern) {
            if (pattern instanceof ContractRequestPattern contract) {
                return contract.concernsChecked(path);
            }
            return !(pattern.getUrlMatcher() instanceof UrlPathPattern url)
                    || url.match(path).isExactMatch();
        }
    }
}
