package dev.reevaluate.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All keys as an operator sees them: by a fingerprint, what they open, and whether they are revoked. */
@Repository
public class KeyRegister {

    private static final int LONGEST_NAME = 100;
    private static final int FINGERPRINT_BYTES = 6;
    private static final String COLUMNS = "hash, name, organization_id, project_id, read_only, created_at, revoked_at";

    private final JdbcClient jdbc;

    KeyRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns every key, the revoked ones included. */
    public List<KnownKey> all() {
        return jdbc.sql("select " + COLUMNS + " from api_key order by organization_id, created_at nulls first, hash")
                .query(KnownKey::of)
                .list();
    }

    /**
     * Adds the key, of which the hash alone is kept.
     *
     * @throws KeyException when what it shall open does not exist, or the name can't be one
     */
    @Transactional
    public KnownKey add(
            String key, long organization, @Nullable Long project, boolean readOnly, @Nullable String name) {
        checkName(name);
        checkScope(organization, project);
        return jdbc.sql("""
                        insert into api_key (hash, organization_id, project_id, read_only, name)
                        values (:hash, :organization, :project, :readOnly, :name)
                        returning\s""" + COLUMNS)
                .param("hash", KeyHash.of(key))
                .param("organization", organization)
                .param("project", project)
                .param("readOnly", readOnly)
                .param("name", name)
                .query(KnownKey::of)
                .single();
    }

    /**
     * Revokes the key with the fingerprint, or else the one with the name.
     *
     * @throws KeyException when there is none, or more than one that is not yet revoked
     */
    @Transactional
    public Revocation revoke(String fingerprintOrName) {
        List<KnownKey> found = jdbc.sql("select " + COLUMNS + """
                         from api_key
                        where encode(substr(hash, 1, :bytes), 'hex') = lower(:known)
                           or name = :known and not exists (
                                select from api_key where encode(substr(hash, 1, :bytes), 'hex') = lower(:known))
                        order by revoked_at nulls first
                        """)
                .param("bytes", FINGERPRINT_BYTES)
                .param("known", fingerprintOrName)
                .query(KnownKey::of)
                .list();
        List<KnownKey> open =
                found.stream().filter(key -> key.revoked() == null).toList();
        if (open.size() > 1) {
            throw new KeyException("%s keys have this name. Revoke each by its fingerprint: %s."
                    .formatted(
                            open.size(),
                            open.stream().map(KnownKey::fingerprint).collect(Collectors.joining(", "))));
        }
        // It may be a key, so it is not shown.
        return revokeFirst(
                found,
                "No key has this fingerprint or name. \"keys list\" shows those there are; to revoke a"
                        + " key by itself, give it on standard input.");
    }

    /**
     * Revokes the key itself.
     *
     * @throws KeyException when there is no such key
     */
    @Transactional
    public Revocation revokeKey(String key) {
        return revokeFirst(
                jdbc.sql("select " + COLUMNS + " from api_key where hash = :hash")
                        .param("hash", KeyHash.of(key))
                        .query(KnownKey::of)
                        .list(),
                "There is no such key here. Check that it is the whole key, and that this is the server's database.");
    }

    private Revocation revokeFirst(List<KnownKey> found, String none) {
        KnownKey key = found.stream().findFirst().orElseThrow(() -> new KeyException(none));
        int revoked = jdbc.sql("""
                        update api_key set revoked_at = now()
                        where encode(substr(hash, 1, :bytes), 'hex') = :fingerprint and revoked_at is null
                        """)
                .param("bytes", FINGERPRINT_BYTES)
                .param("fingerprint", key.fingerprint())
                .update();
        return new Revocation(key, revoked == 1);
    }

    private void checkScope(long organization, @Nullable Long project) {
        List<Long> organizations = jdbc.sql("select id from organization order by id")
                .query(Long.class)
                .list();
        if (!organizations.contains(organization)) {
            throw new KeyException("There is no organization %s here. %s"
                    .formatted(
                            organization,
                            organizations.isEmpty()
                                    ? "Load a workspace document first."
                                    : "There are: %s."
                                            .formatted(organizations.stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(", ")))));
        }
        if (project != null
                && !jdbc.sql("select exists (select from project where id = :id and organization_id = :organization)")
                        .param("id", project)
                        .param("organization", organization)
                        .query(Boolean.class)
                        .single()) {
            throw new KeyException("Organization %s has no project %s. Leave --project out to open all of its projects."
                    .formatted(organization, project));
        }
    }

    private static void checkName(@Nullable String name) {
        if (name != null && !name.matches("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,%s}".formatted(LONGEST_NAME))) {
            throw new KeyException("A name has 1 to %s letters, digits, signs and spaces.".formatted(LONGEST_NAME));
        }
    }

    /**
     * A key, but for the key itself.
     *
     * @param fingerprint the first 12 hexadecimal digits of its hash
     * @param project the only project it opens, or null for all
     * @param created null for a key from before this was written down
     * @param revoked since when it opens nothing, or null
     */
    public record KnownKey(
            String fingerprint,
            @Nullable String name,
            long organization,
            @Nullable Long project,
            boolean readOnly,
            @Nullable OffsetDateTime created,
            @Nullable OffsetDateTime revoked) {

        private static KnownKey of(ResultSet row, int number) throws SQLException {
            return new KnownKey(
                    HexFormat.of().formatHex(row.getBytes("hash"), 0, FINGERPRINT_BYTES),
                    row.getString("name"),
                    row.getLong("organization_id"),
                    row.getObject("project_id", Long.class),
                    row.getBoolean("read_only"),
                    row.getObject("created_at", OffsetDateTime.class),
                    row.getObject("revoked_at", OffsetDateTime.class));
        }
    }

    /**
     * What became of a revocation.
     *
     * @param now whether this call revoked the key; if not, an earlier one has
     */
    public record Revocation(KnownKey key, boolean now) {}
}
