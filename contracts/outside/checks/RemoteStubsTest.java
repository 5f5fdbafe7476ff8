package com.example;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.cloud.contract.stubrunner.junit.StubRunnerExtension;
import org.springframework.cloud.contract.stubrunner.spring.StubRunnerProperties.StubsMode;

class RemoteStubsTest implements Answers {

    @RegisterExtension
    static final StubRunnerExtension STUBS = new StubRunnerExtension()
            .downloadStub("dev.reevaluate", "reevaluate-contracts", "1.0.0-SNAPSHOT")
            .repoRoot(Path.of(System.getProperty("maven.repo.local")).toUri().toString())
            .stubsMode(StubsMode.REMOTE);

    @Override
    public String url() {
        return STUBS.findStubUrl("reevaluate-contracts").toString();
    }
}
