package dev.reevaluate.server.benchmark;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What the server says to its database while it records, step by step, so that plain JDBC can say the same again. */
final class RecordedStatements {

    private final List<Step> steps = new ArrayList<>();
    private volatile boolean recording;

    /** Records what happens until the returned handle is closed. */
    AutoCloseable record() {
        steps.clear();
        recording = true;
        return () -> recording = false;
    }

    /** Returns the SQL of the statements, in their order. */
    List<String> sql() {
        return steps.stream()
                .filter(Execute.class::isInstance)
                .map(step -> ((Execute) step).sql)
                .toList();
    }

    /** Says the same on the connection, other numbers in the place of the recorded ones. */
    void replay(Connection connection, Map<String, PreparedStatement> prepared, Map<Long, Long> numbers)
            throws SQLException {
        for (Step step : steps) {
            step.run(connection, prepared, numbers);
        }
    }

    private interface Step {
        void run(Connection connection, Map<String, PreparedStatement> prepared, Map<Long, Long> numbers)
                throws SQLException;
    }

    private record Execute(String sql, Map<Integer, @Nullable Object> parameters) implements Step {

        @Override
        public void run(Connection connection, Map<String, PreparedStatement> prepared, Map<Long, Long> numbers)
                throws SQLException {
            PreparedStatement statement = prepared.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                prepared.put(sql, statement);
            }
            for (Map.Entry<Integer, @Nullable Object> parameter : parameters.entrySet()) {
                statement.setObject(parameter.getKey(), replaced(parameter.getValue(), numbers));
            }
            if (statement.execute()) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }

        private static @Nullable Object replaced(@Nullable Object value, Map<Long, Long> numbers) {
            if (value instanceof Long number) {
                return numbers.getOrDefault(number, number);
            } else if (value instanceof Object[] array) {
                return Arrays.stream(array)
                        .map(element -> replaced(element, numbers))
                        .toArray(size -> Arrays.copyOf(array, size));
            } else if (value instanceof String text) {
                for (Map.Entry<Long, Long> number : numbers.entrySet()) {
                    text = text.replace(String.valueOf(number.getKey()), String.valueOf(number.getValue()));
                }
                return text;
            }
            return value;
        }
    }

    private Object connection(Connection connection) {
        return proxy(Connection.class, connection, (method, arguments, result) -> {
            switch (method.getName()) {
                case "setAutoCommit" -> {
                    boolean on = (Boolean) arguments[0];
                    steps.add((c, prepared, numbers) -> c.setAutoCommit(on));
                }
                case "commit" -> steps.add((c, prepared, numbers) -> c.commit());
                case "prepareStatement" -> {
                    Execute execute = new Execute((String) arguments[0], new LinkedHashMap<>());
                    return statement((PreparedStatement) Objects.requireNonNull(result), execute);
                }
                default -> {}
            }
            return result;
        });
    }

    private Object statement(PreparedStatement statement, Execute execute) {
        return proxy(PreparedStatement.class, statement, (method, arguments, result) -> {
            if (method.getName().startsWith("set") && arguments.length >= 2 && arguments[0] instanceof Integer index) {
                execute.parameters.put(index, method.getName().equals("setNull") ? null : arguments[1]);
            } else if (method.getName().startsWith("execute")) {
                steps.add(execute);
            }
            return result;
        });
    }

    private Object proxy(Class<?> type, Object target, After after) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object[] given = arguments == null ? new Object[0] : arguments;
            try {
                Object result = method.invoke(target, arguments);
                return recording ? after.seen(method, given, result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private interface After {
        @Nullable
        Object seen(Method method, Object[] arguments, @Nullable Object result);
    }

    /** Lets the server's connections be recorded. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Configuration {

        @Bean
        static RecordedStatements recordedStatements() {
            return new RecordedStatements();
        }

        @Bean
        static BeanPostProcessor recorded(RecordedStatements recorded) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource dataSource && !(bean instanceof DelegatingDataSource)
                            ? recorded.dataSource(dataSource)
                            : bean;
                }
            };
        }
    }

    private DataSource dataSource(DataSource dataSource) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return recording ? (Connection) connection(connection) : connection;
            }
        };
    }
}
