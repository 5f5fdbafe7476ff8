package dev.reevaluate.mock;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.ClasspathFileSource;
import com.github.tomakehurst.wiremock.common.ConsoleNotifier;
import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;
import dev.reevaluate.wiremock.ContractExtensions;
import dev.reevaluate.wiremock.MockWorkspace;
import dev.reevaluate.wiremock.RequestLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** The mock server: the stubs of this version, on a port of one's choice. */
public final class Mock implements AutoCloseable {

    private static final int WRONG_DOCUMENT = 1;
    private static final int WRONG_USAGE = 2;
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "0.0.0.0");

    /** Bytes of a request's first line and headers: as many as the server takes. */
    private static final int MOST_HEADERS = 8 * 1024;

    /** Requests at a time: as many as the server has threads for. */
    private static final int THREADS = 200;

    private final WireMockServer server;
    private final Options options;

    private Mock(WireMockServer server, Options options) {
        this.server = server;
        this.options = options;
    }

    /** Serves until the process is ended; {@code --help} tells the options. */
    public static void main(String[] args) {
        // The server's texts have the same digits everywhere
        Locale.setDefault(Locale.ROOT);
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Options options = Options.parse(args);
            if (options.help()) {
                out.print(Options.USAGE);
            } else {
                out.print(start(options, out).greeting());
            }
            return 0;
        } catch (WrongDocumentException e) {
            err.println(e.getMessage());
            return WRONG_DOCUMENT;
        } catch (UsageException e) {
            err.println("reevaluate-mock: " + e.getMessage());
            err.println();
            err.print(Options.USAGE);
            return WRONG_USAGE;
        }
    }

    static Mock start(Options options) {
        return start(options, System.out);
    }

    static Mock start(Options options, PrintStream out) {
        MockWorkspace world =
                options.workspace() == null ? MockWorkspace.demo() : WorkspaceFile.read(options.workspace());
        FileSource stubs = new ClasspathFileSource(stubs());
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .port(options.port())
                .bindAddress(options.bindAddress())
                .jettyHeaderRequestSize(MOST_HEADERS)
                .containerThreads(THREADS)
                // Nor does the server
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .fileSource(stubs)
                .withStores(new MockStores(stubs))
                .extensions(extensions(options, world, guide(stubs), out))
                .notMatchedRendererFactory(extensions -> new NotFound())
                // It would word each request and answer for a notifier that leaves them out
                .stubRequestLoggingDisabled(true)
                .notifier(new ConsoleNotifier(false)));
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new UsageException("can't listen on %s, port %s (%s); is the port in use? Choose another with --port="
                    .formatted(
                            options.bindAddress(), options.port(), rootCause(e).getMessage()));
        }
        return new Mock(server, options);
    }

    String url() {
        String address = options.bindAddress();
        String host =
                THIS_MACHINE.contains(address) ? "localhost" : address.contains(":") ? "[" + address + "]" : address;
        return "http://%s:%s".formatted(host, server.port());
    }

    String greeting() {
        if (options.workspace() != null) {
            return "Reevaluate mock: the world of %s on %s%n".formatted(options.workspace(), url());
        }
        return """
            Reevaluate mock: %s stubs on %s

            Try it:
              curl -i %s/test_framework/v1/results/bulk_evaluate_metrics/ \\
                -H 'X-CEKURA-API-KEY: demo-key' -H 'Content-Type: application/json' \\
                -d '{"result_ids": [101, 102], "metric_ids": [11, 12]}'

            and twice, as the result is running first, and then completed:
              curl %s/test_framework/v1/results/101/ -H 'X-CEKURA-API-KEY: demo-key'
            """.formatted(server.getStubMappings().size(), url(), url(), url());
    }

    private static Extension[] extensions(Options options, MockWorkspace world, String guide, PrintStream out) {
        Stream<Extension> always = Stream.concat(
                ContractExtensions.all(options.allowedOrigins(), world).stream(),
                Stream.of(new FrontPages(guide, options.workspace())));
        return (options.verbose() ? Stream.concat(always, Stream.of(new RequestLines(out::println))) : always)
                .toArray(Extension[]::new);
    }

    private static String guide(FileSource stubs) {
        return stubs.getTextFileNamed("STUBS.md").readContentsAsString();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Returns where the stubs are on the classpath. */
    static String stubs() {
        try (InputStream properties = Objects.requireNonNull(Mock.class.getResourceAsStream("/mock.properties"))) {
            Properties values = new Properties();
            values.load(properties);
            return Objects.requireNonNull(values.getProperty("stubs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootCause(cause);
    }
}
