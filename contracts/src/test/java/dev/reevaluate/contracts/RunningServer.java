package dev.reevaluate.contracts;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.reevaluate.server.ReevaluateServer;
import dev.reevaluate.server.workspace.Workspaces;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server as it ships, on its embedded database with the demo workspace. */
@SpringBootTest(
        classes = ReevaluateServer.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "reevaluate.data-dir=target/data/${random.uuid}")
public abstract class RunningServer {

    @LocalServerPort
    protected int port;

    @Autowired
    Workspaces workspaces;

    @Autowired
    Scheduler computed;

    @Autowired
    @Qualifier("awaitedScheduler")
    Scheduler awaited;

    @Autowired
    protected JdbcClient jdbc;

    /** As if the server had just been started for the first time; nothing is evaluated behind a test's back. */
    protected void startOver() {
        pauseWorkers();
        jdbc.sql("truncate " + String.join(", ", tables()) + " restart identity cascade")
                .update();
        workspaces.loadDemo();
    }

    void pauseWorkers() {
        computed.pause();
        awaited.pause();
    }

    void resumeWorkers() {
        computed.resume();
        awaited.resume();
    }

    /** A text that is another one as soon as anything in any table is. */
    public String fingerprint() {
        String rows = tables().stream()
                .map("(select string_agg(t::text, ';' order by t::text) from %s t)"::formatted)
                .collect(Collectors.joining(", "));
        return jdbc.sql("select md5(concat_ws('|', " + rows + "))")
                .query(String.class)
                .single();
    }

    private List<String> tables() {
        return jdbc.sql("""
                        select tablename from pg_tables
                        where schemaname = current_schema() and tablename <> 'flyway_schema_history'
                        order by tablename
                        """).query(String.class).list();
    }
}
