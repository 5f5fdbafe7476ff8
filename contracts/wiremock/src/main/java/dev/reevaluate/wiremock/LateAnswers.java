package dev.reevaluate.wiremock;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.org.eclipse.jetty.server.Request;

/** Lets an answer with a delay wait without a thread of the server: a few of them held up all others. */
final class LateAnswers implements Filter {

    /** As many are written at a time, once their delays are over. */
    private static final int THREADS = 50;

    /** Returns what WireMock leaves them to. */
    static ScheduledExecutorService executor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(THREADS);
        // Or a server that was stopped would wait for the last of them
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Jetty would answer 500 after 30 s
        Request.getBaseRequest(request).getHttpChannelState().setTimeout(0);
        chain.doFilter(request, response);
    }
}
