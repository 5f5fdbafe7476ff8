package dev.reevaluate.server;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import dev.reevaluate.server.webhooks.RecordingReceiver;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** A server whose clock is two days behind does what one does that is right. */
@ServerTest
@TestPropertySource(properties = "reevaluate.webhooks.allowed-hosts=localhost")
class WrongClockTests {

    private final World world;
    private final BulkEvaluation bulk;
    private final RecordingReceiver receiver = new RecordingReceiver();

    @Autowired
    WrongClockTests(World world, BulkEvaluation bulk) throws IOException {
        this.world = world;
        this.bulk = bulk;
    }

    /** The machine's clock. */
    @TestConfiguration(proxyBeanMethods = false)
    static class TwoDaysBehind {

        @Bean
        @Primary
        Clock behind() {
            return Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
        }
    }

    @BeforeEach
    void anAgentWithAReceiver() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 100}]
                projects: [{id: 1, organization: 1, name: P}]
                agents: [{id: 1, project: 1, name: A, webhook_url: '%s'}]
                metrics:
                  - {id: 11, project: 1, name: L, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}
                  - {id: 12, project: 1, name: J, eval_type: binary, type: llm_judge, prompt: P, cost: 1, agents: [1]}
                results: [{id: 101, agent: 1, name: R}]
                runs: [{id: 1001, result: 101, status: completed, transcript_object: []}]
                """.formatted(receiver.url(204)));
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void webhooksHaveTheDatabasesTimeForReceiversRefuseWhatIsMinutesOff() {
        bulk.evaluate(new Caller(1, null, false), ids(101), ids(11));
        world.work();
        world.deliver(Duration.ZERO);

        assertThat(receiver.events()).hasSize(1);
        BigDecimal sent = new BigDecimal(receiver.events().get(0).header("webhook-timestamp"));
        assertThat(world.number("select extract(epoch from now())").subtract(sent))
                .isBetween(BigDecimal.ZERO, BigDecimal.valueOf(60));
    }
}
