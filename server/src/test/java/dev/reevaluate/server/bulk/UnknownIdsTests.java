package dev.reevaluate.server.bulk;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What does not exist for the caller is named, all of it, and nothing is done. */
@ServerTest
class UnknownIdsTests {

    private static final Caller PROJECT = new Caller(1, 1L, false);

    private final World world;
    private final Requests requests;

    @Autowired
    UnknownIdsTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.requests = new Requests(world, bulk);
    }

    @BeforeEach
    void twoOrganizationsOneWithTwoProjects() {
        world.startFrom("""
                organizations: [{id: 1, name: One, balance: 10}, {id: 2, name: Two, balance: 10}]
                projects:
                  - {id: 1, organization: 1, name: First}
                  - {id: 2, organization: 1, name: Second}
                  - {id: 3, organization: 2, name: Foreign}
                agents:
                  - {id: 1, project: 1, name: A}
                  - {id: 2, project: 2, name: B}
                  - {id: 3, project: 3, name: C}
                metrics:
                  - {id: 11, project: 1, name: M, eval_type: numeric, function_name: get_latency, cost: 1, agents: [1]}
                  - {id: 12, project: 2, name: M, eval_type: numeric, function_name: get_latency, cost: 1, agents: [2]}
                  - {id: 13, project: 3, name: M, eval_type: numeric, function_name: get_latency, cost: 1, agents: [3]}
                results: [{id: 101, agent: 1, name: R}, {id: 102, agent: 2, name: R}, {id: 103, agent: 3, name: R}]
                runs:
                  - {id: 1001, result: 101, status: completed}
                  - {id: 1002, result: 102, status: completed}
                  - {id: 1003, result: 103, status: completed}
                """);
    }

    @Test
    void unknownResultsAreNamedInTheOrderOfTheRequest() {
        assertThat(requests.refused(ids(999, 101, 998, 5), ids(11)))
                .isEqualTo(new Refusal.UnknownIds(ids(999, 998, 5), List.of()));
    }

    @Test
    void unknownMetricsAreNamedInTheOrderOfTheRequest() {
        assertThat(requests.refused(ids(101), ids(99, 11, 98)))
                .isEqualTo(new Refusal.UnknownIds(List.of(), ids(99, 98)));
    }

    @Test
    void bothListsAreNamedAtOnce() {
        assertThat(requests.refused(ids(999, 101), ids(11, 99))).isEqualTo(new Refusal.UnknownIds(ids(999), ids(99)));
    }

    @Test
    void whatAnotherOrganizationOwnsIsUnknown() {
        assertThat(requests.refused(ids(103, 101), ids(13, 11))).isEqualTo(new Refusal.UnknownIds(ids(103), ids(13)));
    }

    @Test
    void whatAnotherProjectOwnsIsUnknownToAProjectKey() {
        assertThat(requests.refused(PROJECT, ids(102), ids(12))).isEqualTo(new Refusal.UnknownIds(ids(102), ids(12)));
    }

    @Test
    void aKeyWhoseProjectIsOfAnotherOrganizationOpensNothing() {
        Caller mismatched = new Caller(1, 3L, false);

        assertThat(requests.refused(mismatched, ids(101, 103), ids(11, 13)))
                .isEqualTo(new Refusal.UnknownIds(ids(101, 103), ids(11, 13)));
    }

    @Test
    void anIdBeyond64BitsIsUnknownAndNamedAsItWasSent() {
        List<BigInteger> results = new ArrayList<>(ids(101));
        results.add(BigInteger.TWO.pow(63));
        results.add(BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE));
        // its lowest 64 bits are those of 101
        results.add(BigInteger.TWO.pow(64).add(BigInteger.valueOf(101)));

        assertThat(requests.refused(results, ids(11)))
                .isEqualTo(new Refusal.UnknownIds(results.subList(1, 4), List.of()));
    }

    @Test
    void theSmallestAndLargest64BitNumbersAreOrdinaryIds() {
        assertThat(requests.refused(ids(Long.MAX_VALUE, Long.MIN_VALUE, 0, -1), ids(11)))
                .isEqualTo(new Refusal.UnknownIds(ids(Long.MAX_VALUE, Long.MIN_VALUE, 0, -1), List.of()));
    }

    @Test
    void aRepeatedUnknownIdIsNamedOnce() {
        assertThat(requests.refused(ids(999, 101, 999), ids(11, 99, 99)))
                .isEqualTo(new Refusal.UnknownIds(ids(999), ids(99)));
    }

    @Test
    void unknownIdsComeBeforeEveryOtherReason() {
        // 12 is out of the scope of 101's agent as well
        assertThat(requests.refused(ids(101, 999), ids(12))).isEqualTo(new Refusal.UnknownIds(ids(999), List.of()));
    }

    @Test
    void anOrganizationKeySelectsAcrossItsProjectsAndAProjectKeyItsOwn() {
        assertThat(requests.accepted(ids(101), ids(11)).results()).isEqualTo(1);
        assertThat(requests.accepted(ids(102), ids(12)).results()).isEqualTo(1);
        assertThat(world.rows("select result_id from slice order by 1"))
                .extracting(row -> row.get("result_id"))
                .containsExactly(101L, 102L);
    }
}
