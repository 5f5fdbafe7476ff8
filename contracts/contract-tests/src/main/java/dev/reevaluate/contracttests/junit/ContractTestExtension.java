package dev.reevaluate.contracttests.junit;

import dev.reevaluate.contracttests.cases.ApiUnderTest;
import dev.reevaluate.contracttests.cases.Case;
import dev.reevaluate.contracttests.cases.CaseTable;
import dev.reevaluate.contracttests.cases.Cases;
import dev.reevaluate.contracttests.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes a test of each case. */
final class ContractTestExtension
        implements BeforeAllCallback, TestTemplateInvocationContextProvider, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ContractTestExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Class<?> testClass = context.getRequiredTestClass();
        if (!(context.getRequiredTestInstance() instanceof ServerUnderTest server)) {
            throw new IllegalStateException(
                    testClass.getName() + " must implement ServerUnderTest: it has a @ContractTest");
        }
        ContractTest test =
                AnnotationSupport.findAnnotation(testClass, ContractTest.class).orElseThrow();
        ContractFiles files = new ContractFiles(testClass);
        Policy policy = files.policy(test.policy());
        Cases cases = Cases.of(ApiUnderTest.of(files.document(test.document())), policy);
        report(cases, Path.of(test.reports(), "cases.md"));
        context.getStore(NAMESPACE).put(ContractRun.class, new ContractRun(cases, policy, server));
    }

    private static void report(Cases cases, Path file) throws IOException {
        CaseTable table = new CaseTable(cases.all(), cases.notSupported());
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.writeString(file, table.markdown());
        System.out.printf("%s cases, listed in %s%n%s%n", cases.all().size(), file.toAbsolutePath(), table.summary());
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return takes(context, Exchange.class) || takes(context, MockExchange.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ContractRun run = run(context);
        boolean mock = takes(context, MockExchange.class);
        if (mock && run.server().mock().isEmpty()) {
            return Stream.of();
        }
        return run.cases().all().stream()
                .map(example ->
                        new Invocation(example, mock ? new MockExchange(run, example) : new Exchange(run, example)));
    }

    // A server need not have a mock
    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return takes(context, MockExchange.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(List.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return run(context).unexpectedlyNotSupported();
    }

    private static boolean takes(ExtensionContext context, Class<?> type) {
        return List.of(context.getRequiredTestMethod().getParameterTypes()).contains(type);
    }

    private static ContractRun run(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(NAMESPACE).get(ContractRun.class, ContractRun.class));
    }

    /** The test of one case. */
    private record Invocation(Case example, Object exchange) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return example.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new ParameterResolver() {
                @Override
                public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
                    return parameter.getParameter().getType().isInstance(exchange);
                }

                @Override
                public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
                    return exchange;
                }
            });
        }
    }
}
