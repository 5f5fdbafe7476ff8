package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.BillingApiDelegate;
import dev.reevaluate.openapi.model.BillingInfo;
import dev.reevaluate.rules.BalanceAccess;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.credits.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The balance, for keys of the organization only. */
@Component
class BillingDelegate implements BillingApiDelegate {

    private final CurrentCaller current;
    private final Ledger ledger;

    BillingDelegate(CurrentCaller current, Ledger ledger) {
        this.current = current;
        this.ledger = ledger;
    }

    @Override
    public ResponseEntity<BillingInfo> retrieveBillingInfo(@Nullable Long organizationId) {
        Caller caller = current.get();
        BalanceAccess.check(caller.organization(), caller.project() != null, organizationId);
        return ResponseEntity.ok(Models.billing(ledger.balance(caller.organization())));
    }
}
