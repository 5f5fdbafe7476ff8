package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reevaluate.server.testing.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that may have few files open takes fewer connections, lets others wait, and still works. */
@EnabledOnOs(OS.LINUX)
class FewFilesTests {

    private static final String KEY = "demo-key";
    private static final int LIMIT = 512;

    @TempDir
    private Path data;

    @Test
    void callersBeyondTheLimitWaitAndNothingElseLacksAFile() throws IOException {
        ServerProcess server = ServerProcess.startWithFiles(LIMIT, data.resolve("data"));
        List<SocketChannel> idle = new ArrayList<>();
        try {
            URI address = server.address();
            for (int i = 0; i < LIMIT; i++) {
                SocketChannel caller = SocketChannel.open();
                // Beyond what Tomcat takes, and what the system lets wait, nobody is connected
                caller.configureBlocking(false);
                caller.connect(new InetSocketAddress(address.getHost(), address.getPort()));
                idle.add(caller);
            }
            assertThat(server.operator()
                            .get()
                            .uri("/actuator/health/readiness")
                            .retrieve()
                            .body(String.class))
                    .as("health, while the API takes no more")
                    .contains("UP");
            for (SocketChannel caller : idle) {
                caller.close();
            }
            await().atMost(ServerProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(server.client(KEY)
                                    .get()
                                    .uri("/test_framework/v1/results/101/")
                                    .retrieve()
                                    .body(String.class))
                            .contains("\"id\":101"));
            assertThat(server.output())
                    .containsOnlyOnce("connections at once, not 8192: the process may have 512 files open")
                    .doesNotContain("Too many open files", "\tat ");
        } finally {
            server.clear();
        }
    }
}
