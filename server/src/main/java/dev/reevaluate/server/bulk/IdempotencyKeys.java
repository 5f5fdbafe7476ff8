package dev.reevaluate.server.bulk;

import dev.reevaluate.server.Sha256;
import dev.reevaluate.server.access.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Accepted requests by the idempotency keys that they came with; keys are kept only as hashes. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class IdempotencyKeys {

    private static final double MILLIS_OF_A_SECOND = 1000;

    private final JdbcClient jdbc;
    private final IdempotencyProperties properties;

    IdempotencyKeys(JdbcClient jdbc, IdempotencyProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * Lets the key stand for the request from the moment that this transaction commits. Of two transactions with one key
     * the second waits here until the first has ended, and sees what became of it.
     *
     * @return whether the request is to be done; if not, it was accepted before, and nothing has changed
     * @throws BulkRefusedException when the key stands for another request
     */
    boolean claim(Caller caller, String key, Ids results, Ids metrics) {
        byte[] keyHash = Sha256.of(key);
        byte[] requestHash = Sha256.of(results.asSet() + ";" + metrics.asSet());
        // One statement, first of all locks: who waits for a key holds nothing that another one waits for. Each
        // key that comes lets up to ten old ones go, so that they can't pile up; those in use by others are left
        // for the next.
        int claimed = jdbc.sql("""
                        with forgotten as (
                          delete from idempotency_key
                          where ctid = any (array(
                            select ctid
                            from idempotency_key
                            where accepted_at < now() - make_interval(secs => :retention) and key_hash <> :key
                            order by accepted_at
                            limit 10
                            for update skip locked))
                        )
                        insert into idempotency_key as known (key_hash, organization_id, project_id, request_hash)
                        values (:key, :organization, :project, :request)
                        on conflict (key_hash, organization_id, project_id) do update
                        set request_hash = excluded.request_hash, accepted_at = excluded.accepted_at, request_id = null
                        where known.accepted_at < now() - make_interval(secs => :retention)
                        """)
                .param("retention", properties.retention().toMillis() / MILLIS_OF_A_SECOND)
                .param("key", keyHash)
                .param("organization", caller.organization())
                .param("project", caller.project())
                .param("request", requestHash)
                .update();
        if (claimed == 0 && !standsFor(caller, key, requestHash)) {
            throw new BulkRefusedException(new Refusal.IdempotencyKeyReused());
        }
        return claimed == 1;
    }

    /** Lets the key name the request that was accepted with it; it is claimed in this transaction. */
    void remember(Caller caller, String key, @Nullable Long request) {
        of(caller, key, "update idempotency_key set request_id = :request where ")
                .param("request", request)
                .update();
    }

    /** Returns the request that was accepted with the key; null where that is not known. */
    @Nullable
    Long request(Caller caller, String key) {
        return of(caller, key, "select request_id from idempotency_key where ")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single()
                .orElse(null);
    }

    private JdbcClient.StatementSpec of(Caller caller, String key, String statement) {
        return jdbc.sql(statement + """
                        key_hash = :key
                        and organization_id = :organization
                        and project_id is not distinct from :project
                        """)
                .param("key", Sha256.of(key))
                .param("organization", caller.organization())
                .param("project", caller.project());
    }

    private boolean standsFor(Caller caller, String key, byte[] requestHash) {
        return of(caller, key, "select request_hash = :request from idempotency_key where ")
                .param("request", requestHash)
                .query(Boolean.class)
                .single();
    }
}
