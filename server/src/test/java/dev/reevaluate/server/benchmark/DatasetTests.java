package dev.reevaluate.server.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The data of the benchmarks fits the schema of today: a benchmark that can't start is found at each build. */
@ServerTest
class DatasetTests {

    @Test
    void itsHistoryAndWhatARequestLeavesFitTheSchema(@Autowired World world) {
        Dataset data = new Dataset(world);

        data.create(20, 3);
        data.addHistory(1, 20);

        assertThat(world.count("score")).isEqualTo(600);
        data.forgetRequests();
        assertThat(world.count("bulk_request")).isZero();
    }
}
