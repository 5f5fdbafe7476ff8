package dev.reevaluate.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The console as a person meets it, in a real browser: one that is installed, else these tests are skipped, and fail where
 * {@code BROWSER_TESTS=required} says that there is one. What they saw is in {@code target/screenshots}.
 */
@ServerTest
class ConsoleTests {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Views of the demo, by the text that says that they are there. */
    private static final Map<String, String> VIEWS = new TreeMap<>(Map.of(
            "#/results", "Storm night",
            "#/results/101", "1003",
            "#/runs/1003", "Could you please let me finish?",
            "#/metrics", "Identity Checked First",
            "#/credits", "50.00"));

    private static Optional<Browser> started = Optional.empty();

    private final World world;
    private final String server;

    @Autowired
    ConsoleTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.server = "localhost:" + port;
    }

    @BeforeAll
    static void browser() throws IOException {
        Optional<Path> program = Browser.installed();
        boolean required = "required".equals(System.getenv("BROWSER_TESTS"));
        assumeTrue(required || program.isPresent(), "no Chromium is installed, so the console was seen by nobody");
        started = Optional.of(Browser.start(program.orElseThrow()));
    }

    @AfterAll
    static void close() throws IOException {
        if (started.isPresent()) {
            started.get().close();
        }
    }

    @BeforeEach
    void gate() {
        world.startFromDemo();
        browserInUse().screen(1280, 900, false);
        browserInUse().open("http://" + server + "/");
        browserInUse().evaluate("sessionStorage.clear()");
        browserInUse().open("http://" + server + "/");
        browserInUse().awaitText("API key");
    }

    @AfterEach
    void theBrowserHasNothingToComplainOfAndCalledNobodyElse() {
        assertThat(browserInUse().complaints()).isEmpty();
        assertThat(browserInUse().hosts()).isSubsetOf(server);
    }

    @Test
    void aWrongKeyIsToldAndARightOneOpensTheView() {
        Browser browser = browserInUse();
        browser.click("input", "");
        browser.type("no key");
        browser.press("Enter");
        browser.awaitText("A key has no blanks");

        browser.evaluate("document.querySelector('input').select()");
        browser.type("demo-key");
        browser.press("Enter");
        browser.awaitText("Storm night");

        assertThat(browser.evaluate("sessionStorage.length").intValue()).isEqualTo(1);
        assertThat(browser.evaluate("localStorage.length + document.cookie.length")
                        .intValue())
                .isZero();
    }

    @Test
    void theDemoOffersItsKeyAndOtherDataDoesNot() {
        Browser browser = browserInUse();
        assertThat(browser.text()).doesNotContain("demo");

        world.change("update loaded_workspace set demo = true");
        browser.open("http://" + server + "/");
        browser.click("button", "Use the demo’s key");

        browser.awaitText("Storm night");
    }

    @Test
    void resultsAreFoundByNameAndStatus() {
        Browser browser = browserInUse();
        enter("#/results", "Storm night");

        browser.click("input[type=search]", "");
        browser.type("bill");
        browser.awaitTrue("!document.body.innerText.includes('Storm night')");
        assertThat(browser.text()).contains("Bill questions");

        browser.visit("#/results?status=running");
        browser.awaitText("Bill questions after the June release");
        browser.awaitTrue("document.querySelectorAll('.result').length === 1");
    }

    @Test
    void aRunShowsWhoSpokeWhenAndTheKeysGoThroughIt() {
        Browser browser = browserInUse();
        enter("#/runs/1003", "Could you please let me finish?");

        assertThat(browser.text()).contains("2 times at once", "get_bill");
        assertThat(browser.evaluate("document.querySelectorAll('rect.turn').length")
                        .intValue())
                .isEqualTo(browser.evaluate("document.querySelectorAll('.said').length")
                        .intValue());

        browser.evaluate("document.querySelector('.said').focus()");
        browser.press("ArrowDown");
        browser.press("ArrowDown");
        browser.awaitTrue("document.querySelectorAll('rect.turn')[2].classList.contains('current')");
        browser.click("rect.turn.caller", "");
        browser.awaitTrue("document.querySelector('#turn-1').classList.contains('current')");
    }

    @Test
    void everyViewIsReachedByKeyboard() {
        Browser browser = browserInUse();
        enter("#/results", "Storm night");

        browser.evaluate("document.activeElement.blur()");
        browser.press("Tab");
        assertThat(focused()).isEqualTo("Skip to the content");
        browser.press("Enter");
        browser.awaitTrue("document.activeElement.id === 'main'");

        browser.evaluate("document.querySelector('[data-item=open]').focus()");
        browser.press("ArrowDown");
        String second = focused();
        assertThat(browser.evaluate("document.querySelectorAll('[data-item=open][tabindex=\"0\"]').length")
                        .intValue())
                .as("one stop of the Tab key for all of the list")
                .isEqualTo(1);
        assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                        .stringValue())
                .isEqualTo("solid");
        browser.press("Enter");
        browser.awaitTrue("document.querySelector('h1').textContent === " + "'" + second + "'");
    }

    @Test
    void aServerThatIsAwayIsAskedAgain() {
        Browser browser = browserInUse();
        enter("#/metrics", "Talk Ratio");

        browser.offline(true);
        browser.visit("#/credits");
        browser.awaitText("The server does not answer.");
        browser.awaitText("Trying again every 5 s");
        browser.screenshotTo(SCREENSHOTS.resolve("away.png"));
        browser.offline(false);
        browser.awaitText("50.00");

        assertThat(browser.complaints()).allSatisfy(told -> assertThat(told).contains("ERR_INTERNET_DISCONNECTED"));
        browser.forget();
    }

    @Test
    void aKeyThatIsRevokedIsAskedForAgain() {
        Browser browser = browserInUse();
        enter("#/metrics", "Talk Ratio");

        world.change("update api_key set revoked_at = now()");
        browser.visit("#/results");
        browser.awaitText("The server knows this key no more.");

        assertThat(browser.evaluate("sessionStorage.length").intValue()).isZero();
        assertThat(browser.complaints()).allSatisfy(told -> assertThat(told).contains("401"));
        browser.forget();
    }

    enum Screen {
        LIGHT(1280, false),
        DARK(1280, true),
        NARROW(390, false),
        NARROW_DARK(390, true);

        private final int width;
        private final boolean dark;

        Screen(int width, boolean dark) {
            this.width = width;
            this.dark = dark;
        }

        String file(String view) {
            return (view.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + "-" + this + ".png")
                    .toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyViewFitsTheScreenAndCanBeRead(Screen screen) {
        Browser browser = browserInUse();
        browser.screen(screen.width, 900, screen.dark);
        picture(screen, "key");
        enter("#/results", "Storm night");
        VIEWS.forEach((view, text) -> {
            browser.visit(view);
            browser.awaitText(text);
            picture(screen, view);
            assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                    .as("the width of %s", view)
                    .isLessThanOrEqualTo(screen.width);
            assertThat(browser.evaluate(Contrast.OF_THE_PAGE).toString()).isEqualTo("[]");
        });
    }

    /** As the whole view would be seen on a screen that is tall enough. */
    private void picture(Screen screen, String view) {
        int height =
                browserInUse().evaluate("document.documentElement.scrollHeight").intValue();
        browserInUse().screen(screen.width, Math.min(Math.max(height, 700), 2600), screen.dark);
        browserInUse().screenshotTo(SCREENSHOTS.resolve(screen.file(view)));
        browserInUse().screen(screen.width, 900, screen.dark);
    }

    private void enter(String view, String text) {
        browserInUse().evaluate("sessionStorage.setItem('reevaluate-key', 'demo-key')");
        browserInUse().open("http://" + server + "/" + view);
        browserInUse().awaitText(text);
    }

    private String focused() {
        return browserInUse()
                .evaluate("document.activeElement.textContent.trim()")
                .stringValue();
    }

    private static Browser browserInUse() {
        return started.orElseThrow();
    }
}
