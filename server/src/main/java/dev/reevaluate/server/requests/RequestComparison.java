package dev.reevaluate.server.requests;

import dev.reevaluate.server.FairPlaces;
import dev.reevaluate.server.PatientDataSource;
import dev.reevaluate.server.requests.ChangedScore.Value;
import dev.reevaluate.server.results.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What requests changed in scores. Only changes are kept: a score that a request left as it was is that of the next change
 * of its pair, or the one of today.
 */
@Repository
public class RequestComparison {

    private static final Logger log = LoggerFactory.getLogger(RequestComparison.class);

    // A comparison of millions of pairs takes longer than a connection is waited for otherwise. Not without an end: one
    // that died without a word never answers, and two of them would keep all others waiting
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<MetricComparison>> COMPARISONS = new TypeReference<>() {};
    private static final TypeReference<List<Distribution.Part>> BUCKETS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    // A pair is evaluated where a slice of the request is done with it, and none still owes it, or did when it was
    // cancelled: what is delayed of a slice goes on as another one.
    private static final String COMPARED = """
            with evaluated as materialized (
              select run_id, metric_id
              from slice, unnest(run_ids) as run (run_id), unnest(metric_ids) as metric (metric_id)
              where request_id = :request
              except
              select run_id, metric_id
              from slice, unnest(open_run_ids) as run (run_id), unnest(metric_ids) as metric (metric_id)
              where request_id = :request and cardinality(open_run_ids) > 0
            ), compared as materialized (
              select e.metric_id, c.request_id = :request as changed, s.first_request_id = :request as first,
                     case when c.request_id = :request then c.score_before
                          when s.first_request_id is distinct from :request then unchanged.score end as score_before,
                     case when c.request_id = :request then c.enum_before
                          when s.first_request_id is distinct from :request then unchanged.enum_value end as enum_before,
                     case when c.request_id = :request then c.passed_before
                          when s.first_request_id is distinct from :request then unchanged.passed end as passed_before,
                     case when c.request_id = :request then c.score_after else unchanged.score end as score_after,
                     case when c.request_id = :request then c.enum_after else unchanged.enum_value end as enum_after,
                     case when c.request_id = :request then c.passed_after else unchanged.passed end as passed_after
              from evaluated e
              left join score s on s.run_id = e.run_id and s.metric_id = e.metric_id
              left join lateral (
                select *
                from score_change
                -- Only the primary key serves: whatever the planner knows of the table, each pair costs one look
                where run_id = e.run_id and metric_id = e.metric_id and request_id + 0 >= :request
                order by request_id
                limit 1) c on true
              cross join lateral (
                select case when c.request_id is null then s.score else c.score_before end as score,
                       case when c.request_id is null then s.enum_value else c.enum_before end as enum_value,
                       case when c.request_id is null then s.passed else c.passed_before end as passed) unchanged
            ), summary as (
              select *, case when whole then ceil((highest - lowest + 1) / :ranges) else (highest - lowest) / :ranges end
                        as width
              from (
              select metric_id, count(*) as evaluated, count(*) filter (where first) as first,
                     count(*) filter (where changed) as changed,
                     count(*) filter (where passed_before and not passed_after) as pass_to_fail,
                     count(*) filter (where not passed_before and passed_after) as fail_to_pass,
                     avg(score_before) as mean_before, avg(score_after) as mean_after,
                     least(min(score_before), min(score_after)) as lowest,
                     greatest(max(score_before), max(score_after)) as highest,
                     bool_and(coalesce(score_before = trunc(score_before), true)
                              and coalesce(score_after = trunc(score_after), true)) as whole
              from compared
              group by metric_id) s
            ), bucket as (
              select c.metric_id, score.value, score.range,
                     count(*) filter (where score.earlier) as before, count(*) filter (where not score.earlier) as after
              from compared c
              join summary s using (metric_id)
              cross join lateral (
                values (true, c.score_before, c.enum_before, c.passed_before),
                       (false, c.score_after, c.enum_after, c.passed_after)
              ) as side (earlier, score, enum_value, passed)
              cross join lateral (
                select side.earlier,
                       coalesce(side.enum_value, case side.passed when true then 'pass' when false then 'fail' end) as value,
                       case when side.enum_value is null and side.passed is null and side.score is not null
                            then case when s.lowest = s.highest then 1
                                      else least(floor((side.score - s.lowest) / s.width)::int + 1, :ranges) end
                       end as range
              ) as score
              where score.value is not null or score.range is not null
              group by c.metric_id, score.value, score.range
            )
            """;

    private static final String BY_METRIC = COMPARED + """
            select m.id, m.name, m.eval_type, coalesce(s.evaluated, 0) as evaluated, coalesce(s.first, 0) as first,
                   coalesce(s.changed, 0) as changed, coalesce(s.pass_to_fail, 0) as pass_to_fail,
                   coalesce(s.fail_to_pass, 0) as fail_to_pass, s.mean_before::float8, s.mean_after::float8,
                   s.lowest::float8, s.highest::float8, s.width::float8,
                   coalesce(b.buckets, '[]') as buckets
            from bulk_request r
            cross join unnest(r.metric_ids) with ordinality as selected (metric_id, position)
            join metric m on m.id = selected.metric_id
            left join summary s on s.metric_id = m.id
            left join (
              select metric_id, jsonb_agg(jsonb_build_object(
                'value', value, 'range', range, 'before', before, 'after', after) order by value, range) as buckets
              from bucket
              group by metric_id) b on b.metric_id = m.id
            where r.id = :request
            order by selected.position
            """;

    // How far a change goes is comparable within a metric only; what is no number has changed altogether.
    private static final String CHANGED = """
            select c.*, u.result_id, m.name, count(*) over () as all_of_them,
                   coalesce(abs(c.score_after - c.score_before)
                            / nullif(max(abs(c.score_after - c.score_before)) over (partition by c.metric_id), 0), 1) as size
            from score_change c
            join run u on u.id = c.run_id
            join metric m on m.id = c.metric_id
            where c.request_id = :request and (:metric::bigint is null or c.metric_id = :metric)
            order by size desc, c.run_id, c.metric_id
            offset :offset
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final JdbcClient patient;
    private final RecentComparisons recent = new RecentComparisons();

    RequestComparison(JdbcClient jdbc, DataSource database) {
        this.jdbc = jdbc;
        this.patient = JdbcClient.create(new PatientDataSource(database, LONGEST));
    }

    /**
     * Returns what changed, by metric, in the order in which the request selected them. It looks at each pair of the request,
     * so it is kept once that has ended; of one that is running it may be a few seconds old.
     *
     * @param organization whose connections it takes
     * @throws FairPlaces.OccupiedException where others of the organization take too long
     */
    public List<MetricComparison> byMetric(long organization, RequestView request) {
        String kept = jdbc.sql("select comparison from bulk_request where id = ?")
                .param(request.id())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
        if (kept != null) {
            return JSON.readValue(kept, COMPARISONS);
        }
        boolean ended = request.endedAt() != null;
        return recent.get(organization, new RecentComparisons.Subject(request.id(), ended), () -> {
            List<MetricComparison> compared = compare(request.id());
            if (ended) {
                keep(request, compared);
            }
            return compared;
        });
    }

    // A database that is read-only for a while can still be read
    private void keep(RequestView request, List<MetricComparison> comparison) {
        try {
            // Unless it has taken over evaluations of a cancelled one meanwhile
            jdbc.sql("""
                            update bulk_request
                            set comparison = :comparison::jsonb
                            where id = :request and evaluations = :evaluations
                            """)
                    .param("comparison", JSON.writeValueAsString(comparison))
                    .param("request", request.id())
                    .param("evaluations", request.evaluations())
                    .update();
        } catch (DataAccessException readOnly) {
            log.debug("The comparison of request {} is made anew the next time", request.id(), readOnly);
        }
    }

    private List<MetricComparison> compare(long request) {
        return patient.sql(BY_METRIC)
                .param("request", request)
                .param("ranges", Distribution.RANGES)
                .query(RequestComparison::ofMetric)
                .list();
    }

    /**
     * Returns one page of the changed pairs, the largest change of each metric first.
     *
     * @param organization whose connections it takes
     * @param metric whose changes to return; null for all
     * @throws FairPlaces.OccupiedException where others of the organization take too long
     */
    public Page<ChangedScore> page(long organization, long request, @Nullable Long metric, long offset, long limit) {
        AtomicLong count = new AtomicLong();
        List<ChangedScore> changes = recent.inTurn(
                organization,
                () -> jdbc.sql(CHANGED)
                        .param("request", request)
                        .param("metric", metric)
                        .param("offset", offset)
                        .param("limit", limit)
                        .query((row, n) -> {
                            count.set(row.getLong("all_of_them"));
                            return change(row);
                        })
                        .list());
        return new Page<>(count.get(), changes);
    }

    private static MetricComparison ofMetric(ResultSet row, int n) throws SQLException {
        long evaluated = row.getLong("evaluated");
        long first = row.getLong("first");
        long changed = row.getLong("changed");
        return new MetricComparison(
                row.getLong("id"),
                row.getString("name"),
                row.getString("eval_type"),
                evaluated,
                first,
                evaluated - first - changed,
                changed,
                row.getLong("pass_to_fail"),
                row.getLong("fail_to_pass"),
                row.getObject("mean_before", Double.class),
                row.getObject("mean_after", Double.class),
                Distribution.of(
                        row.getObject("lowest", Double.class),
                        row.getObject("highest", Double.class),
                        row.getDouble("width"),
                        JSON.readValue(row.getString("buckets"), BUCKETS)));
    }

    private static ChangedScore change(ResultSet row) throws SQLException {
        return new ChangedScore(
                row.getLong("run_id"),
                row.getLong("result_id"),
                row.getLong("metric_id"),
                row.getString("name"),
                value(row, "before"),
                value(row, "after"));
    }

    private static Value value(ResultSet row, String when) throws SQLException {
        return new Value(
                row.getBigDecimal("score_" + when),
                row.getObject("passed_" + when, Boolean.class),
                row.getString("enum_" + when),
                row.getBoolean("failed_" + when),
                JSON.readValue(row.getString("explanation_" + when), TEXTS));
    }
}
