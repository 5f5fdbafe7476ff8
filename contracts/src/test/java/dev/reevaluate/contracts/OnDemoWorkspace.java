package dev.reevaluate.contracts;

import org.junit.jupiter.api.BeforeEach;

/** Each contract meets the demo workspace untouched. */
public abstract class OnDemoWorkspace extends RealServer {

    @BeforeEach
    void untouchedWorkspace() {
        startOver();
    }
}
