package dev.reevaluate.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.util.List;
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
        openTheApiPage();
        tryItOut();
        visitor.picture(Screen.NARROW, "api");

        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(Screen.NARROW.width);
    }

    @Test
    void theApiPageSendsEachKindOfBodyWhicheverWasChosenBefore() {
        Browser browser = visitor.browser();
        openTheApiPage();
        browser.click("button.authorize", "");
        browser.click(".modal-ux input", "");
        browser.type("demo-key");
        browser.click(".modal-ux button.authorize", "Authorize");
        browser.click(".modal-ux button", "Close");
        tryItOut();
        browser.awaitText("Execute");

        String form = "application/x-www-form-urlencoded";
        for (String type : List.of("application/json", form, "multipart/form-data", form, "application/json")) {
            // React takes no notice of a value that was set through its own setter
            browser.evaluate("(() => { const types = document.querySelector('.opblock-section-request-body select');"
                    + " Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(types, '" + type
                    + "');"
                    + " types.dispatchEvent(new Event('change', {bubbles: true})); })()");
            browser.awaitTrue("document.querySelectorAll('.live-responses-table').length === 0");
            browser.click("button.execute", "");
            browser.awaitTrue("document.querySelector('.live-responses-table tbody .response-col_status')"
                    + "?.innerText.startsWith('200')");
            browser.click("button", "Clear");
        }
    }

    @Test
    void theApiPageFillsInNoIdempotencyKeyThatWouldHaveTheSecondRequestRefused() {
        Browser browser = visitor.browser();
        openTheApiPage();
        tryItOut();
        browser.awaitText("Idempotency-Key");

        assertThat(browser.evaluate("document.querySelector('.parameters input[type=text]').value")
                        .asString())
                .isEmpty();
    }

    private void openTheApiPage() {
        visitor.open("docs/");
        visitor.browser().awaitText("Retrieve the balance");
    }

    private void tryItOut() {
        visitor.browser().click(".opblock-post button", "");
        visitor.browser().click("button", "Try it out");
    }
}
