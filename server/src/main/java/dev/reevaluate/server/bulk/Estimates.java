package dev.reevaluate.server.bulk;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.credits.Ledger;
import java.math.BigInteger;
import java.util.Collection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says what a bulk request would do, by the rules of the real one, and does nothing. */
@Service
public class Estimates {

    private final Selector selector;
    private final Ledger ledger;

    Estimates(Selector selector, Ledger ledger) {
        this.selector = selector;
        this.ledger = ledger;
    }

    /**
     * Returns what the request would put to work, and cost.
     *
     * @throws BulkRefusedException when the request would not be accepted for another reason than the balance
     */
    @Transactional(readOnly = true)
    public CostEstimate estimate(Caller caller, Collection<BigInteger> resultIds, Collection<BigInteger> metricIds) {
        return CostEstimate.of(selector.look(caller, resultIds, metricIds), ledger.remaining(caller.organization()));
    }
}
