package dev.reevaluate.server.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys that callers send, kept only as hashes. */
@Repository
public class ApiKeys {

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who the key speaks for; empty for a key that is unknown or revoked. */
    public Optional<Caller> caller(String key) {
        return jdbc.sql("""
                        select organization_id, project_id, read_only
                        from api_key
                        where hash = :hash and revoked_at is null
                        """)
                .param("hash", KeyHash.of(key))
                .query((row, n) -> new Caller(row.getLong(1), row.getObject(2, Long.class), row.getBoolean(3)))
                .optional();
    }

    /** Adds the key, or changes what it opens. A revoked key stays revoked. */
    public void save(String key, long organization, @Nullable Long project, boolean readOnly) {
        jdbc.sql("""
                        insert into api_key (hash, organization_id, project_id, read_only)
                        values (:hash, :organization, :project, :readOnly)
                        on conflict (hash) do update
                        set organization_id = excluded.organization_id,
                            project_id = excluded.project_id,
                            read_only = excluded.read_only
                        where (api_key.organization_id, api_key.project_id, api_key.read_only) is distinct from
                              (excluded.organization_id, excluded.project_id, excluded.read_only)
                        """)
                .param("hash", KeyHash.of(key))
                .param("organization", organization)
                .param("project", project)
                .param("readOnly", readOnly)
                .update();
    }
}
