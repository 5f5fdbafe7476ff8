package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

/** A score's run and metric stay, though no foreign key is checked for each score. */
@ServerTest
class ScoreReferencesTests {

    private static final String ORPHANS = """
            select count(*) from score
            where not exists (select from run where id = run_id) or not exists (select from metric where id = metric_id)
            """;

    private final World world;
    private final BulkEvaluation bulk;

    @Autowired
    ScoreReferencesTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatHasScoresOrIsToHaveThemCanNotBeDeleted(boolean evaluated) {
        new Workload(world, bulk, 1, 2).request(1, Workload.PREDEFINED);
        if (evaluated) {
            world.work();
        }
        world.change("delete from metric_agent");

        for (String delete : new String[] {"delete from run where id = 1001", "delete from metric where id = 11"}) {
            assertThatThrownBy(() -> world.change(delete))
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("has scores, or is being evaluated");
        }
        assertThat(world.number(ORPHANS)).isZero();
    }

    @Test
    void whatHasNoneCan() {
        new Workload(world, bulk, 1, 2).request(1, Workload.PREDEFINED);
        world.work();
        world.change("delete from metric_agent");

        world.change("delete from metric where id = 12");
        world.change("delete from score where run_id = 1002");
        world.change("delete from run where id = 1002");

        assertThat(world.number("select count(*) from run")).isEqualByComparingTo("1");
    }
}
