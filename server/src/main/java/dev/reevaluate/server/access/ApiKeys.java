package dev.reevaluate.server.access;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys that callers send, kept only as hashes. */
@Repository
public class ApiKeys {

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns who the key speaks for; empty for a key that is unknown or revoked. */
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
}
