package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.stubbing.SubEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract's stub matches. To WireMock's administration it is the pattern of the stub's file, and it matches like that
 * where no filter has checked the request. Of a checked request it compares the body that the checks have read.
 */
@SuppressWarnings("NullAway") // WireMock's patterns consist of what is null where it is not asked for
final class ContractRequestPattern extends RequestPattern {

    // One for all, as it is the outcome for nearly each stub
    private static final MatchResult NO_MATCH = new NoMatch();

    private final StubMetadata metadata;
    private final @Nullable String path;
    private final RequestPattern withoutKnownBody;

    /** Takes the pattern of the file, and the same without the body that the metadata know. */
    ContractRequestPattern(RequestPattern pattern, RequestPattern withoutKnownBody, StubMetadata metadata) {
        super(
                pattern.getScheme(),
                pattern.getHost(),
                pattern.getPort(),
                pattern.getClientIp(),
                pattern.getUrlMatcher(),
                pattern.getMethod(),
                pattern.getHeaders(),
                pattern.getPathParameters(),
                pattern.getQueryParameters(),
                pattern.getFormParameters(),
                pattern.getCookies(),
                pattern.getBasicAuthCredentials(),
                pattern.getBodyPatterns(),
                pattern.getCustomMatcher(),
                null,
                pattern.getMultipartPatterns());
        this.metadata = metadata;
        this.path = pattern.getUrlPath();
        this.withoutKnownBody = withoutKnownBody;
    }

    @Override
    public MatchResult match(Request request, @Nullable Map<String, RequestMatcherExtension> customMatchers) {
        if (CheckOutcome.current().orElse(null) instanceof CheckOutcome.Passed passed) {
            return concernsChecked(passed.path()) && answersTo(passed)
                    ? withoutKnownBody.match(request, customMatchers)
                    : NO_MATCH;
        }
        return super.match(request, customMatchers);
    }

    /** Returns whether some request to that path may be meant that has passed the checks. */
    boolean concernsChecked(String asked) {
        return asked.equals(path) && metadata.concernsCheckedRequests();
    }

    /** Returns whether the body of a request that has passed the checks is meant; contracts tell of the demo alone. */
    boolean answersTo(CheckOutcome.Passed passed) {
        return passed.world().isDemo() && metadata.answersTo(passed.body());
    }

    /** WireMock's own locks a queue of events whenever it is asked for them, and all connections would wait for that. */
    private static final class NoMatch extends MatchResult {

        @Override
        public boolean isExactMatch() {
            return false;
        }

        @Override
        public double getDistance() {
            return 1;
        }

        @Override
        public List<SubEvent> getSubEvents() {
            return List.of();
        }
    }
}
