package dev.reevaluate.server.testing;

import dev.reevaluate.server.ReevaluateServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * The whole server, on a port of its own and on an embedded PostgreSQL that all such tests share. Workers do nothing by
 * themselves: {@link World#work()} lets them. Each test starts from a workspace it loads.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ReevaluateServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "reevaluate.data-dir=target/data/${random.uuid}")
@Import({SteppedScheduler.class, World.class})
public @interface ServerTest {}
