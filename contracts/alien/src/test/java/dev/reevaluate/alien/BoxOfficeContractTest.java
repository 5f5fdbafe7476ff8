package dev.reevaluate.alien;

import dev.reevaluate.contracttests.junit.ContractTest;
import dev.reevaluate.contracttests.junit.ObservedState;
import dev.reevaluate.contracttests.junit.ServerUnderTest;
import java.net.URI;

@ContractTest(document = "box-office/openapi.yaml", policy = "box-office/policy.yaml")
class BoxOfficeContractTest implements ServerUnderTest, ObservedState {

    private final BoxOffice boxOffice = new BoxOffice(Bug.NONE);

    @Override
    public URI url() {
        return boxOffice.url();
    }

    @Override
    public String fingerprint() {
        return boxOffice.bookings().all().toString();
    }

    @Override
    public void restore() {
        boxOffice.bookings().startOver();
    }
}
