package dev.reevaluate.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Looks at the console with a browser that is installed. Without one the tests of a class are skipped, and fail where
 * {@code BROWSER_TESTS=required} says that there is one. What was seen is in {@code target/screenshots}.
 */
final class Visitor implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int HEIGHT = 900;
    private static final int TALLEST = 2600;

    private Optional<Browser> started = Optional.empty();
    private String server = "";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Optional<Path> program = Chromium.installed();
        boolean required = "required".equals(System.getenv("BROWSER_TESTS"));
        assumeTrue(required || program.isPresent(), "no Chromium is installed, so the console was seen by nobody");
        started = Optional.of(Chromium.start(program.orElseThrow()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (started.isPresent()) {
            started.get().close();
        }
    }

    /** After each test the browser had nothing to complain of, and has called nobody else; nor does it go on to call. */
    @Override
    public void afterEach(ExtensionContext context) {
        browser().leave();
        assertThat(browser().complaints()).isEmpty();
        assertThat(browser().hosts()).isSubsetOf(server);
    }

    /** Comes to the server for the first time. */
    void arrive(int port) {
        server = "localhost:" + port;
        use(Screen.LIGHT);
        open("");
        browser().evaluate("sessionStorage.clear()");
        open("");
        browser().awaitText("API key");
    }

    /** Opens a view with the demo's key, and waits until it shows the text. */
    void enter(String view, String text) {
        browser().evaluate("sessionStorage.setItem('reevaluate-key', 'demo-key')");
        open(view);
        browser().awaitText(text);
    }

    void open(String path) {
        browser().open("http://" + server + "/" + path);
    }

    void use(Screen screen) {
        browser().screen(screen.width, HEIGHT, screen.dark);
    }

    /** Takes a picture of the whole view, as a screen would show it that is tall enough. */
    void picture(Screen screen, String view) {
        int height = browser().evaluate("document.documentElement.scrollHeight").intValue();
        browser().screen(screen.width, Math.min(Math.max(height, HEIGHT), TALLEST), screen.dark);
        browser().screenshot(SCREENSHOTS.resolve(screen.file(view)));
        use(screen);
    }

    /** Nothing of the view is wider than the screen, and no text too faint. */
    void canRead(Screen screen, String view) {
        assertThat(browser().evaluate("document.documentElement.scrollWidth").intValue())
                .as("the width of %s", view)
                .isLessThanOrEqualTo(screen.width);
        assertThat(browser().evaluate(Contrast.OF_THE_PAGE).toString())
                .as("texts of %s that are hard to read", view)
                .isEqualTo("[]");
    }

    Browser browser() {
        return started.orElseThrow();
    }
}
