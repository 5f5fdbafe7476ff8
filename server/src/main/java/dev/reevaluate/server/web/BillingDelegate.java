package dev.reevaluate.server.web;

import dev.reevaluate.openapi.api.BillingApiDelegate;
import dev.reevaluate.openapi.model.BillingInfo;
import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.validation.RequestRefused;
import dev.reevaluate.validation.Wording;
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
        if (caller.project() != null) {
            throw RequestRefused.forbidden();
        }
        if (organizationId != null && organizationId != caller.organization()) {
            throw RequestRefused.notFound(Wording.NOT_FOUND);
        }
        return ResponseEntity.ok(Models.billing(ledger.balance(caller.organization())));
    }
}
