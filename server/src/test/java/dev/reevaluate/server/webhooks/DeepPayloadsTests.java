package dev.reevaluate.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An event can be written of all that a score may have beside it. */
@ServerTest
class DeepPayloadsTests {

    private final World world;
    private final Payloads payloads;

    @Autowired
    DeepPayloadsTests(World world, Payloads payloads) {
        this.world = world;
        this.payloads = payloads;
    }

    @Test
    void whatAnEarlierVersionHasStoredIsSent() {
        String deep = "[".repeat(495) + "]".repeat(495);
        world.startFromDemo();
        world.change("""
                insert into score (run_id, metric_id, score, explanation, extra)
                values (1001, 11, 1, '["deep"]', '{"a": %s}')
                """.formatted(deep));

        assertThat(payloads.resultCompleted(1, 101))
                .hasValueSatisfying(body -> assertThat(body).contains("\"extra\":{\"a\":" + deep));
    }
}
