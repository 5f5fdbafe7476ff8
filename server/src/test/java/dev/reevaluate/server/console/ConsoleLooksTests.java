package dev.reevaluate.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every view fits its screen and can be read, on a wide and a narrow one, in both color schemes. */
@ServerTest
class ConsoleLooksTests {

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    /** Views of the demo, by the text that says that they are there. */
    private static final Map<String, String> VIEWS = new TreeMap<>(Map.of(
            "#/requests", "Nothing has been re-evaluated yet",
            "#/results", "Storm night",
            "#/results/101", "1003",
            "#/runs/1003", "Could you please let me finish?",
            "#/metrics", "Identity Checked First",
            "#/credits", "50.00"));

    private final World world;
    private final int port;

    @Autowired
    ConsoleLooksTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
        visitor.arrive(port);
    }

    @ParameterizedTest
    @EnumSource
    void everyViewFitsTheScreenAndCanBeRead(Screen screen) {
        Browser browser = visitor.browser();
        visitor.use(screen);
        visitor.picture(screen, "key");
        visitor.enter("#/results", "Storm night");
        VIEWS.forEach((view, text) -> {
            browser.visit(view);
            browser.awaitText(text);
            visitor.picture(screen, view);
            visitor.canRead(screen, view);
        });
    }

    @Test
    void theApiPageFitsANarrowScreenToo() {
        Browser browser = visitor.browser();
        visitor.use(Screen.NARROW);
        visitor.open("docs/");
        browser.awaitText("Retrieve the balance");
        browser.click(".opblock-post button", "");
        browser.click("button", "Try it out");
        visitor.picture(Screen.NARROW, "api");

        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(Screen.NARROW.width);
    }

    @Test
    void theApiPageFillsInNoIdempotencyKeyThatWouldHaveTheSecondRequestRefused() {
        Browser browser = visitor.browser();
        visitor.open("docs/");
        browser.awaitText("Retrieve the balance");
        browser.click(".opblock-post button", "");
        browser.click("button", "Try it out");
        browser.awaitText("Idempotency-Key");

        assertThat(browser.evaluate("document.querySelector('.parameters input[type=text]').value")
                        .asString())
                .isEmpty();
    }
}
