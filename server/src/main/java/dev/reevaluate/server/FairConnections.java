package dev.reevaluate.server;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Shares the database's connections among the organizations that use them. Half of them are for requests that only
 * read, so that whoever reads much holds up no other's. Three quarters are for requests that may change something: whoever
 * waits for a result that a document's load, or somebody's session, keeps locked takes no connection from another
 * organization, nor from who reads. Of both, an organization alone has two thirds. And half of them are for commits of awaited
 * answers, whose workers are more than the connections, and wait long for locks; of these an organization alone has half.
 */
@Component
public class FairConnections {

    private static final int TIMES_THE_FREE = 2;

    private final FairPlaces reads;
    private final FairPlaces writes;
    private final FairPlaces awaitedCommits;

    FairConnections(DataSource database) throws SQLException {
        // Whatever else stands around the pool
        int connections = database.unwrap(HikariDataSource.class).getMaximumPoolSize();
        this.reads = new FairPlaces(Math.max(1, connections / 2), TIMES_THE_FREE);
        this.writes = new FairPlaces(Math.max(1, connections * 3 / 4), TIMES_THE_FREE);
        this.awaitedCommits = new FairPlaces(Math.max(1, connections / 2), 1);
    }

    /** Returns the places for requests that only read, one of which each needs while it is answered. */
    public FairPlaces reads() {
        return reads;
    }

    /** Returns the places for commits of awaited answers, one of which each needs. */
    public FairPlaces awaitedCommits() {
        return awaitedCommits;
    }

    /** Returns the places for requests that may change something, one of which each needs while it is answered. */
    public FairPlaces writes() {
        return writes;
    }
}
