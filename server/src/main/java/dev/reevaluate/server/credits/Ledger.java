package dev.reevaluate.server.credits;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves credits, always balance and ledger entry together, and always inside the transaction of what they pay for.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the cost of a bulk request from the balance, if it covers it.
     *
     * @return whether it did; if not, nothing has changed
     */
    public boolean charge(long organization, Credits cost, long request) {
        return take(organization, cost, request);
    }

    /**
     * Takes what the organization had used elsewhere, before it came here with its balance.
     *
     * @return whether the balance covers it
     */
    public boolean chargeEarlier(long organization, Credits used) {
        return take(organization, used, null);
    }

    private boolean take(long organization, Credits cost, @Nullable Long request) {
        if (cost.isZero()) {
            return true;
        }
        // One conditional statement: of two requests that race for the last credits, the second sees what the first
        // left.
        int charged = jdbc.sql("""
                        with charged as (
                          update organization
                          set balance = balance - :cost, updated_at = now()
                          where id = :organization and balance >= :cost
                          returning id
                        )
                        insert into ledger_entry (organization_id, kind, amount, request_id)
                        select id, 'charge', -:cost::numeric, :request::bigint
                        from charged
                        """)
                .param("cost", cost.amount())
                .param("organization", organization)
                .param("request", request)
                .update();
        return charged == 1;
    }

    /** Gives back, run by run, what evaluations of the request that came to nothing had cost. */
    public void refund(long organization, long request, Map<Long, Credits> amountsByRun) {
        if (amountsByRun.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with refund as (
                          select run, amount from unnest(:runs, :amounts) as refund (run, amount) where amount <> 0
                        ), added as (
                          update organization
                          set balance = balance + (select sum(amount) from refund), updated_at = now()
                          where id = :organization and exists (select from refund)
                        )
                        insert into ledger_entry (organization_id, kind, amount, request_id, run_id)
                        select :organization, 'refund', amount, :request, run
                        from refund
                        """)
                .param("runs", amountsByRun.keySet().toArray(Long[]::new))
                .param(
                        "amounts",
                        amountsByRun.values().stream().map(Credits::amount).toArray(BigDecimal[]::new))
                .param("organization", organization)
                .param("request", request)
                .update();
    }

    /** Gives back what is no longer owed of a request. */
    public void refund(long organization, long request, Credits amount) {
        if (amount.isZero()) {
            return;
        }
        jdbc.sql("""
                        with added as (
                          update organization
                          set balance = balance + :amount, updated_at = now()
                          where id = :organization
                        )
                        insert into ledger_entry (organization_id, kind, amount, request_id)
                        values (:organization, 'refund', :amount, :request)
                        """)
                .param("amount", amount.amount())
                .param("organization", organization)
                .param("request", request)
                .update();
    }

    /**
     * Brings what documents have granted in total to the given amount; what was spent stays spent.
     *
     * @return whether the balance covers it: a grant can't be taken back below what is already used
     */
    public boolean grantInTotal(long organization, Credits total) {
        Credits granted = jdbc.sql("select granted from organization where id = ? for no key update")
                .param(organization)
                .query((row, n) -> new Credits(row.getBigDecimal(1)))
                .single();
        Credits difference = new Credits(total.amount().subtract(granted.amount()));
        if (difference.isZero()) {
            return true;
        }
        int changed = jdbc.sql("""
                        update organization
                        set balance = balance + :difference, granted = :total, updated_at = now()
                        where id = :organization and balance + :difference >= 0
                        """)
                .param("difference", difference.amount())
                .param("total", total.amount())
                .param("organization", organization)
                .update();
        if (changed == 1) {
            jdbc.sql("insert into ledger_entry (organization_id, kind, amount) values (?, 'grant', ?)")
                    .param(organization)
                    .param(difference.amount())
                    .update();
        }
        return changed == 1;
    }

    /** Returns what the organization may still spend, in credits. */
    public Credits remaining(long organization) {
        return jdbc.sql("select balance from organization where id = ?")
                .param(organization)
                .query((row, n) -> new Credits(row.getBigDecimal(1)))
                .single();
    }

    /** Returns the organization's balance as its owner sees it. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Balance balance(long organization) {
        return jdbc.sql("""
                        select id, granted, granted - balance, balance, created_at, updated_at
                        from organization
                        where id = ?
                        """)
                .param(organization)
                .query((row, n) -> new Balance(
                        row.getLong(1),
                        new Credits(row.getBigDecimal(2)),
                        new Credits(row.getBigDecimal(3)),
                        new Credits(row.getBigDecimal(4)),
                        row.getObject(5, OffsetDateTime.class),
                        row.getObject(6, OffsetDateTime.class)))
                .single();
    }
}
