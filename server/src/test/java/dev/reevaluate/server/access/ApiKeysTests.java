package dev.reevaluate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A key opens what it was made for, until it is revoked; the key itself is kept nowhere. */
@ServerTest
class ApiKeysTests {

    private static final String WORKSPACE = """
            organizations: [{id: 1, name: One}, {id: 2, name: Two}]
            projects: [{id: 5, organization: 1, name: First}]
            api_keys:
              - {key: organization-key-9b1c5e0a7d2f4486a3c01e5b, organization: 1}
              - {key: project-key-9b1c5e0a7d2f4486a3c01e5b, organization: 1, project: 5}
              - {key: read-only-key-9b1c5e0a7d2f4486a3c01e5b, organization: 2, read_only: true}
            """;

    private final World world;
    private final ApiKeys keys;

    @Autowired
    ApiKeysTests(World world, ApiKeys keys) {
        this.world = world;
        this.keys = keys;
    }

    @BeforeEach
    void threeKeys() {
        world.startFrom(WORKSPACE);
    }

    @Test
    void aKeySpeaksForItsOrganizationOrProject() {
        assertThat(keys.caller("organization-key-9b1c5e0a7d2f4486a3c01e5b")).contains(new Caller(1, null, false));
        assertThat(keys.caller("project-key-9b1c5e0a7d2f4486a3c01e5b")).contains(new Caller(1, 5L, false));
        assertThat(keys.caller("read-only-key-9b1c5e0a7d2f4486a3c01e5b")).contains(new Caller(2, null, true));
    }

    @Test
    void aKeyIsKnownToTheLetterOnly() {
        assertThat(keys.caller("Organization-key-9b1c5e0a7d2f4486a3c01e5b")).isEmpty();
        assertThat(keys.caller(" organization-key-9b1c5e0a7d2f4486a3c01e5b")).isEmpty();
        assertThat(keys.caller("")).isEmpty();
        assertThat(keys.caller("' or true --")).isEmpty();
    }

    @Test
    void aRevokedKeyIsUnknownAndStaysSoWhenItsDocumentIsLoadedAgain() {
        world.change("update api_key set revoked_at = now() where project_id = 5");
        assertThat(keys.caller("project-key-9b1c5e0a7d2f4486a3c01e5b")).isEmpty();

        world.load(WORKSPACE);

        assertThat(keys.caller("project-key-9b1c5e0a7d2f4486a3c01e5b")).isEmpty();
        assertThat(keys.caller("organization-key-9b1c5e0a7d2f4486a3c01e5b")).isPresent();
    }

    @Test
    void theDocumentChangesWhatAKeyOpens() {
        world.load(
                "api_keys: [{key: organization-key-9b1c5e0a7d2f4486a3c01e5b, organization: 1, project: 5, read_only: true}]");

        assertThat(keys.caller("organization-key-9b1c5e0a7d2f4486a3c01e5b")).contains(new Caller(1, 5L, true));
        assertThat(world.count("api_key")).isEqualTo(3);
    }

    @Test
    void theKeyItselfIsKeptNowhere() {
        assertThat(world.rows("select encode(hash, 'escape') || k::text as stored from api_key k"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(String.valueOf(row.get("stored"))).doesNotContain("-key"));
        assertThat(world.rows("select distinct length(hash) as bytes from api_key"))
                .singleElement()
                .hasToString("{bytes=32}");
    }
}
