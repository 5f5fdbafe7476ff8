package dev.reevaluate.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the server's own connections see of the embedded database is PostgreSQL as it comes: a commit is on the disk. */
@ServerTest
class DurabilityTests {

    private final JdbcClient jdbc;

    @Autowired
    DurabilityTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Test
    void whatMakesACommitSafeIsAsPostgresqlHasItByDefault() {
        List<Map<String, Object>> weakened = jdbc.sql("""
                        select name, setting, boot_val from pg_settings
                        where (name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'wal_sync_method',
                                        'commit_delay', 'wal_skip_threshold', 'ignore_checksum_failure',
                                        'zero_damaged_pages', 'ignore_invalid_pages', 'allow_in_place_tablespaces',
                                        'recovery_init_sync_method', 'data_sync_retry', 'restart_after_crash',
                                        'default_transaction_isolation', 'autovacuum')
                               and setting is distinct from boot_val)
                           or (name = 'data_checksums' and setting <> 'on')
                        """).query().listOfRows();

        assertThat(weakened).isEmpty();
    }

    @Test
    void nothingIsSetButWhereItListensAndWhatInitdbChooses() {
        List<String> set = jdbc.sql("""
                        select name from pg_settings
                        where source not in ('default', 'override', 'client', 'session', 'environment variable')
                          and setting is distinct from boot_val
                        order by name
                        """).query(String.class).list();

        assertThat(set)
                .containsExactlyInAnyOrder(
                        "default_text_search_config",
                        "lc_messages",
                        "listen_addresses",
                        "log_startup_progress_interval",
                        "log_timezone",
                        "port",
                        "scram_iterations",
                        "unix_socket_directories");
    }

    @Test
    void aConnectionOfTheServerSetsNothingButItsOwnManners() {
        List<String> set = jdbc.sql("""
                        select name from pg_settings
                        where source in ('client', 'session') and setting is distinct from boot_val
                        """).query(String.class).list();

        assertThat(set)
                .isSubsetOf(
                        "application_name",
                        "client_connection_check_interval",
                        "client_encoding",
                        "extra_float_digits",
                        "lock_timeout",
                        "log_error_verbosity",
                        "tcp_keepalives_count",
                        "tcp_keepalives_idle",
                        "tcp_keepalives_interval",
                        "DateStyle",
                        "TimeZone");
    }
}
