package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.common.Notifier;
import dev.reevaluate.validation.DecodedPath;
import dev.reevaluate.validation.FieldErrors;
import dev.reevaluate.validation.ProtocolTexts;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.ValidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.http.BadMessageException;

/** Checks each request as the server does before it looks at its data, once; WireMock answers by the outcome. */
record CheckingFilter(ContractChecks checks, AcceptedRequests accepted, Notifier notifier) implements Filter {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ReadableRequests READABLE = new ReadableRequests();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest sent && response instanceof HttpServletResponse answer) {
            if (sent.getMethod().equals("CONNECT")) {
                // Neither the server nor the mock is a proxy
                write(501, Map.of("detail", "Not Implemented."), answer);
                return;
            }
            String path = DecodedPath.of(sent.getRequestURI());
            if (checks.concern(path)) {
                ReplayedRequest replayed = ServerConnector.takes(sent) ? replayed(sent, path) : null;
                if (replayed == null) {
                    write(400, Map.of(FieldErrors.NON_FIELD, List.of(ProtocolTexts.MALFORMED)), answer);
                } else {
                    answer(replayed, preferred(replayed).orElseGet(() -> check(replayed)), answer, chain);
                }
                return;
            }
            ReadableRequests.leaveOutBrokenQuery(sent);
            READABLE.doFilter(sent, answer, chain);
            return;
        }
        chain.doFilter(request, response);
    }

    // Null where the body breaks off, or is cut into chunks that are none
    private static @Nullable ReplayedRequest replayed(HttpServletRequest sent, String path) {
        try {
            return new ReplayedRequest(sent, path);
        } catch (IOException | BadMessageException broken) {
            return null;
        }
    }

    private void answer(
            HttpServletRequest request, CheckOutcome outcome, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            outcome.<IOException, ServletException>during(() -> chain.doFilter(request, response));
        } catch (Exception unreadable) {
            // WireMock can't read each request that was refused, such as a form with a broken escape; what it throws is
            // not always declared
            if (response.isCommitted()) {
                throw unreadable;
            }
            response.reset();
            if (outcome instanceof CheckOutcome.Refused refused) {
                refused.refusal().headers().forEach(response::setHeader);
                write(refused.refusal().status(), refused.refusal().body(), response);
            } else if (request instanceof ReplayedRequest replayed
                    && replayed.isMultipart()
                    && outcome instanceof CheckOutcome.Passed passed) {
                answer(new RewrittenRequest(request, passed.request().body()), outcome, response, chain);
            } else {
                notifier.error(
                        "%s %s was answered 500".formatted(request.getMethod(), request.getRequestURI()), unreadable);
                write(500, Map.of("detail", ProtocolTexts.INTERNAL), response);
            }
        }
    }

    private Optional<CheckOutcome> preferred(ReplayedRequest request) {
        return PreferredAnswers.code(request.sent(PreferredAnswers.HEADER))
                .flatMap(code -> checks.contract()
                        .path(request.getRequestURI())
                        .flatMap(path -> path.operation(request.sentMethod()))
                        .map(operation -> new CheckOutcome.Preferred(operation.id(), code)));
    }

    private CheckOutcome check(ReplayedRequest request) {
        try {
            MockWorkspace.Key caller =
                    checks.caller(request.sent(checks.contract().keyHeader()));
            Request sent = new Request(
                    request.sentMethod(),
                    request.getRequestURI(),
                    request.sentQuery(),
                    request::sent,
                    request.body().length,
                    new ByteArrayInputStream(request.body()));
            ValidRequest valid = checks.validate(sent, caller);
            request.write(valid.path(), query -> PlainQuery.of(query, valid.operation()));
            CheckOutcome.Passed passed = new CheckOutcome.Passed(
                    valid,
                    valid.path(),
                    caller,
                    new CheckedBody(valid.body()),
                    RememberedKeys.in(valid, sent),
                    checks.world(),
                    accepted);
            Long number = accepted.repeatedBy(passed);
            return number == null ? passed : new CheckOutcome.Repeated(number);
        } catch (RequestRefusedException refused) {
            return new CheckOutcome.Refused(refused);
        }
    }

    private static void write(int status, Map<String, ?> content, HttpServletResponse answer) throws IOException {
        byte[] body = JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
        answer.setStatus(status);
        answer.setContentType("application/json");
        answer.setContentLength(body.length);
        answer.getOutputStream().write(body);
    }
}
