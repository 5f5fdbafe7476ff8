package dev.reevaluate.server.bulk;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.List;

/** Bulk requests, of which a refused one must leave everything as it was. */
final class Requests {

    static final Caller ORGANIZATION = new Caller(1, null, false);

    private final World world;
    private final BulkEvaluation bulk;

    Requests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    Accepted accepted(List<BigInteger> results, List<BigInteger> metrics) {
        return bulk.evaluate(ORGANIZATION, results, metrics);
    }

    Refusal refused(List<BigInteger> results, List<BigInteger> metrics) {
        return refused(ORGANIZATION, results, metrics);
    }

    Refusal refused(Caller caller, List<BigInteger> results, List<BigInteger> metrics) {
        String before = world.everything();
        BulkRefusedException refused =
                catchThrowableOfType(BulkRefusedException.class, () -> bulk.evaluate(caller, results, metrics));
        assertThat(refused).as("the request is refused").isNotNull();
        assertThat(world.everything()).as("a refused request changes nothing").isEqualTo(before);
        return requireNonNull(refused).reason();
    }
}
