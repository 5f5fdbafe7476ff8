package dev.reevaluate.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console as a person meets it: with a key, by mouse and by keyboard, and while things go wrong. */
@ServerTest
class ConsoleTests {

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private final World world;
    private final int port;

    @Autowired
    ConsoleTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
        visitor.arrive(port);
    }

    @Test
    void aWrongKeyIsToldAndARightOneOpensTheView() {
        Browser browser = visitor.browser();
        browser.click("input", "");
        browser.type("no key");
        browser.press("Enter");
        browser.awaitText("A key has no blanks");

        browser.evaluate("document.querySelector('input').select()");
        browser.type("demo-key");
        browser.press("Enter");
        browser.awaitText("Nothing has been re-evaluated yet");

        assertThat(browser.evaluate("sessionStorage.length").intValue()).isEqualTo(1);
        assertThat(browser.evaluate("localStorage.length + document.cookie.length")
                        .intValue())
                .isZero();
    }

    @Test
    void whatIsNotThereIsNotOfferedToBeAskedForAgain() {
        Browser browser = visitor.browser();
        visitor.enter("#/requests/999", "Not found.");

        assertThat(browser.text()).doesNotContain("Try again");
        assertThat(browser.complaints()).allSatisfy(told -> assertThat(told).contains("404"));
        browser.forget();
    }

    @Test
    void oneIsNotCountedAsMany() {
        Browser browser = visitor.browser();
        String change = "import('./console/format.js').then(({ meanDifference }) => meanDifference("
                + "{eval_type: 'binary', mean_before: 4, mean_after: %s}))";

        assertThat(browser.evaluate(change.formatted("3.95")).stringValue()).isEqualTo("−1 point");
        assertThat(browser.evaluate(change.formatted("4.1")).stringValue()).isEqualTo("+2 points");
    }

    @Test
    void timesOnAnAxisAreRoundAndEquallyFarApart() {
        String ticks = "import('./console/parts/chart.js').then(({ timeTicks }) => timeTicks("
                + "Date.parse('2026-11-27T11:56:10Z'), Date.parse('2026-11-27T%sZ'), 6)"
                + ".map((at) => new Date(at).toISOString().slice(11, 19)).join())";

        assertThat(visitor.browser().evaluate(ticks.formatted("12:04:40")).stringValue())
                .isEqualTo("11:58:00,12:00:00,12:02:00,12:04:00");
        assertThat(visitor.browser().evaluate(ticks.formatted("11:56:20")).stringValue())
                .isEqualTo("11:56:10");
    }

    @Test
    void theDemoOffersItsKeyAndOtherDataDoesNot() {
        Browser browser = visitor.browser();
        assertThat(browser.text()).doesNotContain("demo");

        world.change("update loaded_workspace set demo = true");
        visitor.open("");
        browser.click("button", "Use the demo’s key");

        browser.awaitText("Nothing has been re-evaluated yet");
    }

    @Test
    void resultsAreFoundByNameAndStatus() {
        Browser browser = visitor.browser();
        visitor.enter("#/results", "Storm night");

        browser.click("input[type=search]", "");
        browser.type("bill");
        browser.awaitTrue("!document.body.innerText.includes('Storm night')");
        assertThat(browser.text()).contains("Bill questions");

        browser.visit("#/results?status=running");
        browser.awaitText("Bill questions after the June release");
        browser.awaitTrue("document.querySelectorAll('.result').length === 1");
    }

    @Test
    void allResultsThatFitAndAllMetricsThatTheyShareAreChosenAtOnce() {
        Browser browser = visitor.browser();
        visitor.enter("#/results?search=bill", "Bill questions");

        browser.click("button", "Choose all 2");
        browser.awaitText("2 results chosen");
        visitor.picture(Screen.LIGHT, "results-chosen");
        browser.click("a.button", "Re-evaluate…");
        browser.awaitText("Choose a metric to see what it would cost.");
        browser.click(".all button", "Choose all");

        browser.awaitTrue("document.querySelectorAll('.option:not(.off) :checked').length"
                + " === document.querySelectorAll('.option:not(.off)').length");
        browser.awaitText("Balance after");
        browser.click(".all button", "Choose none");
        browser.awaitText("Choose a metric to see what it would cost.");
    }

    @Test
    void noMoreResultsAreChosenThanOneRequestTakes() {
        world.change("""
                insert into result (id, agent_id, name, status)
                select 10000 + n, 1, 'Many ' || n, 'completed' from generate_series(1, 130) n
                """);
        Browser browser = visitor.browser();
        visitor.enter("#/results?search=many", "Many 130");

        browser.click("button", "Choose the first 100 of 130");

        browser.awaitText("100 results chosen, as many as one request takes");
    }

    @Test
    void aRunShowsWhoSpokeWhenAndTheKeysGoThroughIt() {
        Browser browser = visitor.browser();
        visitor.enter("#/runs/1003", "Could you please let me finish?");

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
        Browser browser = visitor.browser();
        visitor.enter("#/results", "Storm night");

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
        Browser browser = visitor.browser();
        visitor.enter("#/metrics", "Talk Ratio");

        browser.offline(true);
        browser.visit("#/credits");
        browser.awaitText("The server does not answer.");
        browser.awaitText("Trying again every 5 s");
        visitor.picture(Screen.LIGHT, "away");
        browser.offline(false);
        browser.awaitText("50.00");

        assertThat(browser.complaints()).allSatisfy(told -> assertThat(told).contains("ERR_INTERNET_DISCONNECTED"));
        browser.forget();
    }

    @Test
    void aKeyThatIsRevokedIsAskedForAgain() {
        Browser browser = visitor.browser();
        visitor.enter("#/metrics", "Talk Ratio");

        world.change("update api_key set revoked_at = now()");
        browser.visit("#/results");
        browser.awaitText("The server knows this key no more.");

        assertThat(browser.evaluate("sessionStorage.length").intValue()).isZero();
        assertThat(browser.complaints()).allSatisfy(told -> assertThat(told).contains("401"));
        browser.forget();
    }

    private static String focused() {
        return visitor.browser()
                .evaluate("document.activeElement.textContent.trim()")
                .stringValue();
    }
}
