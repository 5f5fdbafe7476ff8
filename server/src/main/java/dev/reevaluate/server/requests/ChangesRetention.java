package dev.reevaluate.server.requests;

import dev.reevaluate.server.Counted;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets changes that are older than they are to be kept, a few at a time, on whichever server comes to it first. */
@Component
public class ChangesRetention {

    private static final Logger log = LoggerFactory.getLogger(ChangesRetention.class);

    private static final int BATCH = 5_000;

    private final JdbcClient jdbc;
    private final Duration retention;

    ChangesRetention(JdbcClient jdbc, ChangesProperties properties) {
        this.jdbc = jdbc;
        this.retention = properties.retention();
    }

    /** Returns whether changes of the request are still kept. */
    public boolean keeps(RequestView request) {
        return request.acceptedAt().plus(retention).isAfter(request.readAt());
    }

    /** Forgets what is too old: all of a request at once would lock and log too much. */
    // The oldest requests first and whole, as RequestComparison reads a score that came out the same from later ones
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forget() {
        try {
            long forgotten = 0;
            int deleted;
            do {
                deleted = jdbc.sql("""
                                delete from score_change
                                where ctid = any (array(
                                  select oldest.ctid
                                  from (select ctid, request_id
                                        from score_change
                                        order by request_id
                                        limit :batch
                                        for update skip locked) oldest
                                  where (select accepted_at from bulk_request where id = oldest.request_id)
                                        < now() - make_interval(secs => :retention)))
                                """)
                        .param("retention", retention.toSeconds())
                        .param("batch", BATCH)
                        .update();
                forgotten += deleted;
            } while (deleted == BATCH);
            if (forgotten > 0) {
                log.info("Forgot {} of scores older than {}", Counted.of(forgotten, "change"), retention);
            }
        } catch (DataAccessException databaseAway) {
            log.debug("Old changes are forgotten an hour later, as the database is away", databaseAway);
        }
    }
}
