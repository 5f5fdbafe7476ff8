package dev.reevaluate.wiremock;

import com.github.tomakehurst.wiremock.extension.Extension;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.cloud.contract.verifier.dsl.wiremock.DefaultResponseTransformer;
import org.springframework.cloud.contract.verifier.dsl.wiremock.SpringCloudContractRequestMatcher;
import org.springframework.cloud.contract.verifier.dsl.wiremock.WireMockExtensions;

/** Tells Spring Cloud Contract's stub runner of these extensions; its own two stay. */
public final class StubRunnerExtensions implements WireMockExtensions {

    @Override
    public List<Extension> extensions() {
        return Stream.concat(
                        Stream.of(new DefaultResponseTransformer(), new SpringCloudContractRequestMatcher()),
                        ContractExtensions.all(List.of()).stream())
                .toList();
    }
}
