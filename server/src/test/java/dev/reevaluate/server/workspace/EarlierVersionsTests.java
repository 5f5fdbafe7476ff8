package dev.reevaluate.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of the first version, which did not remember what was loaded into it, is told by what it holds. */
@ServerTest
class EarlierVersionsTests {

    private static final String DEMO = """
            insert into earlier.organization (id, name) values (1, 'Lindenmoor Electric'), (2, 'Petrel Parcels');
            insert into earlier.project (id, organization_id, name) values (1, 1, 'Phone lines'), (2, 2, 'Tracking');
            insert into earlier.api_key (hash, organization_id) values (sha256('demo-key'), 1), (sha256('other-key'), 2);
            """;

    private final JdbcClient jdbc;
    private final Flyway flyway;

    @Autowired
    EarlierVersionsTests(JdbcClient jdbc, Flyway flyway) {
        this.jdbc = jdbc;
        this.flyway = flyway;
    }

    @BeforeEach
    void aDatabaseOfTheFirstVersion() {
        migrateTo("1");
    }

    @AfterEach
    void drop() {
        jdbc.sql("drop schema earlier cascade").update();
    }

    @Test
    void theDemoAloneIsTheDemo() {
        jdbc.sql(DEMO).update();

        migrateTo("latest");

        assertThat(isDemo()).isTrue();
        assertThat(revoked()).isZero();
    }

    @Test
    void theDemoBesideOtherDataLosesItsKeys() {
        jdbc.sql(DEMO).update();
        jdbc.sql("insert into earlier.api_key (hash, organization_id) values (sha256('a key of their own'), 1)")
                .update();

        migrateTo("latest");

        assertThat(isDemo()).isFalse();
        assertThat(revoked()).as("the demo's two, and no other").isEqualTo(2);
    }

    @Test
    void anOrganizationOfTheDemoWithAnotherNameIsOtherData() {
        jdbc.sql(DEMO).update();
        jdbc.sql("update earlier.organization set name = 'Own' where id = 1").update();

        migrateTo("latest");

        assertThat(isDemo()).isFalse();
        assertThat(revoked()).isEqualTo(2);
    }

    @Test
    void aDatabaseWithoutTheDemoKeepsItsKeys() {
        jdbc.sql("""
                        insert into earlier.organization (id, name) values (1, 'Own');
                        insert into earlier.api_key (hash, organization_id) values (sha256('a key of their own'), 1);
                        """).update();

        migrateTo("latest");

        assertThat(isDemo()).isFalse();
        assertThat(revoked()).isZero();
    }

    @Test
    void anEmptyDatabaseStaysEmpty() {
        migrateTo("latest");

        assertThat(jdbc.sql("select count(*) from earlier.loaded_workspace")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aRequestOfAnEarlierVersionKnowsWhatItSelected() {
        migrateTo("7");
        jdbc.sql("""
                        set search_path to earlier;
                        insert into organization (id, name) values (1, 'Own');
                        insert into project (id, organization_id, name) values (2, 1, 'Lines');
                        insert into agent (id, project_id, name) values (3, 2, 'Line');
                        insert into result (id, agent_id, name, status)
                        values (101, 3, 'R', 'completed'), (102, 3, 'S', 'completed');
                        insert into bulk_request (organization_id, evaluations, cost) values (1, 6, 0), (1, 0, 0);
                        insert into slice (request_id, result_id, run_ids, open_run_ids, metric_ids, metric_costs, finished_at)
                        values (1, 102, '{3}', '{}', '{11,12}', '{0,0}', now()),
                               (1, 101, '{1,2}', '{}', '{11,12}', '{0,0}', now());
                        set search_path to public
                        """).update();

        migrateTo("latest");

        assertThat(jdbc.sql("""
                        select concat_ws(' ', id, project_id, result_ids, metric_ids) from earlier.bulk_request order by id
                        """).query(String.class).list()).containsExactly("1 2 {101,102} {11,12}", "2 {} {}");
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas("earlier")
                .target(version)
                .load()
                .migrate();
    }

    private boolean isDemo() {
        return jdbc.sql("select demo from earlier.loaded_workspace")
                .query(Boolean.class)
                .single();
    }

    private long revoked() {
        return jdbc.sql("select count(*) from earlier.api_key where revoked_at is not null")
                .query(Long.class)
                .single();
    }
}
