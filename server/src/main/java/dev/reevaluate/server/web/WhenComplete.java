package dev.reevaluate.server.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Does something once, when an asynchronous request is over, however it ended. */
record WhenComplete(Runnable action) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // It completes, too
    }

    @Override
    public void onError(AsyncEvent event) {
        // It completes, too
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
