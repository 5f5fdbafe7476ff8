package dev.reevaluate.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A re-evaluation in the console: chosen, estimated, watched, compared, and cancelled. */
@ServerTest
class ReevaluatingTests {

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static final String OVERLAPPING_TICKS =
            "[...document.querySelectorAll('.metric-change svg')].flatMap(chart => {"
                    + " const ticks = [...chart.querySelectorAll('text.tick')].map(tick => [tick.textContent, tick.getBoundingClientRect()]);"
                    + " return ticks.flatMap(([one, a], i) => ticks.slice(i + 1).filter(([, b]) => a.left < b.right + 10"
                    + " && b.left < a.right + 10 && a.top < b.bottom && b.top < a.bottom).map(([other]) => one + ' ' + other)); })";

    private final World world;
    private final int port;

    @Autowired
    ReevaluatingTests(World world, @LocalServerPort int port) {
        this.world = world;
        this.port = port;
    }

    @BeforeEach
    void demo() {
        world.startFromDemo();
        visitor.arrive(port);
    }

    @Test
    void resultsAreChosenEstimatedReevaluatedWatchedAndCompared() {
        world.change("update metric set cost = 0.1 where id = 11");
        Browser browser = visitor.browser();
        reevaluateBillQuestions();
        browser.awaitText("0 of 12");
        visitor.picture(Screen.LIGHT, "request-running");
        world.work();
        browser.awaitText("completed");
        browser.awaitText("the first by their metric");
        assertThat(browser.text()).contains("first scores").doesNotContain("0 of ");
        browser.awaitTrue("document.querySelectorAll('.metric-change rect.after').length > 0");
        assertThat(browser.evaluate("document.querySelectorAll('.metric-change .before').length")
                        .intValue())
                .as("before, drawn where there was nothing")
                .isZero();

        // What the earlier scores would have been by other definitions
        world.change("update score set score = score * 1.4 where metric_id = 11");
        world.change("update score set score = score + run_id % 4 where metric_id = 15");
        world.change("update score set score = 5 - score, passed = not passed where metric_id = 19 and run_id <> 1004");
        reevaluateBillQuestions();
        world.work();
        browser.awaitText("came out differently");
        assertThat(browser.evaluate("document.querySelectorAll('.metric-change svg').length")
                        .intValue())
                .isEqualTo(3);
        assertThat(browser.text()).contains("pass to fail", "from fail to pass", "Before");
        for (Screen screen : Screen.values()) {
            visitor.use(screen);
            visitor.picture(screen, "request");
            visitor.canRead(screen, "a request");
            assertThat(browser.evaluate(OVERLAPPING_TICKS).toString())
                    .as("ticks that run into each other")
                    .isEqualTo("[]");
            assertThat(browser.evaluate("document.querySelector('.scroll').scrollWidth"
                                    + " - document.querySelector('.scroll').clientWidth")
                            .intValue())
                    .as("no number of the table is hidden")
                    .isLessThanOrEqualTo(0);
        }

        browser.click(".pair a", "Run");
        browser.awaitText("Transcript");
        browser.visit("#/credits");
        browser.awaitText("Spent over time");
        browser.awaitTrue("document.querySelectorAll('.dot').length === 2");
        visitor.picture(Screen.LIGHT, "credits-spent");
        browser.visit("#/requests");
        browser.awaitTrue("document.querySelectorAll('.request').length === 2");
        visitor.picture(Screen.LIGHT, "requests-done");
    }

    @Test
    void aRequestIsCancelledOnlyWhenThatIsConfirmed() {
        Browser browser = visitor.browser();
        reevaluateBillQuestions();

        browser.click("button", "Cancel…");
        browser.awaitText("Nothing has been scored yet.");
        browser.awaitTrue("document.querySelector('dialog').matches(':modal')");
        visitor.picture(Screen.LIGHT, "cancel");
        browser.press("Escape");
        browser.awaitTrue("!document.querySelector('dialog')");
        assertThat(browser.text()).contains("running");

        browser.click("button", "Cancel…");
        browser.awaitTrue("document.querySelector('dialog').matches(':modal')");
        browser.click("dialog button", "Cancel the request");
        browser.awaitText("cancelled");
        browser.awaitTrue("!document.querySelector('dialog')");
    }

    private void reevaluateBillQuestions() {
        Browser browser = visitor.browser();
        visitor.enter("#/results", "Storm night");
        browser.evaluate("document.querySelector('[aria-label=\"Choose Bill questions\"]').focus()");
        browser.press(" ");
        browser.click("a.button", "Re-evaluate…");
        browser.awaitText("Choose a metric to see what it would cost.");
        browser.click(".option", "Latency");
        browser.click(".option", "Tool Call Success");
        browser.click(".option", "AI Interrupting User");
        browser.awaitText("Balance after");
        browser.awaitTrue("document.querySelector('.order .primary:not(:disabled)')");
        visitor.picture(Screen.LIGHT, "reevaluate");
        browser.click("button", "Re-evaluate");
        browser.awaitText("Accepted");
    }
}
