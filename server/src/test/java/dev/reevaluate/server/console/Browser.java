package dev.reevaluate.server.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** A Chromium with one page, driven as a person would: by what is seen, by mouse and by keyboard. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path profile;
    private final DevTools tools;
    private final String page;

    Browser(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
        String target = tools.send("", "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .stringValue();
        page = tools.send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .stringValue();
        Stream.of("Page", "Runtime", "Log", "Network").forEach(domain -> send(domain + ".enable", Map.of()));
        // Whatever else has the focus on this machine
        send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    /** Opens a page, as a new tab would: with nothing kept of earlier ones. */
    void open(String url) {
        tools.forgetEvents();
        leave();
        send("Page.navigate", Map.of("url", url));
    }

    /** Closes what is open; what was told of it stays. */
    void leave() {
        send("Page.navigate", Map.of("url", "about:blank"));
    }

    /** Goes to a view of the open page. */
    void visit(String view) {
        evaluate("location.hash = '" + view + "'");
    }

    void screen(int width, int height, boolean dark) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        // A picture shows what there is, not the way to it
        Map<String, String> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, still)));
    }

    void awaitText(String text) {
        awaitTrue("document.body?.innerText.includes(" + quoted(text) + ")");
    }

    void awaitTrue(String condition) {
        await(condition)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(30))
                .until(() -> evaluate("Boolean(" + condition + ")").booleanValue());
    }

    JsonNode evaluate(String expression) {
        JsonNode told = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (told.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + told.get("exceptionDetails"));
        }
        return told.path("result").path("value");
    }

    String text() {
        return evaluate("document.body.innerText").stringValue();
    }

    /** Clicks in the middle of the first element that the selector finds and whose text contains this. */
    void click(String selector, String text) {
        String element = "[...document.querySelectorAll(%s)].find(e => !e.disabled && e.textContent.includes(%s))"
                .formatted(quoted(selector), quoted(text));
        awaitTrue(element);
        // Where it comes to rest: a dialog that opens still moves
        JsonNode at = evaluate("(async () => { const e = " + element + "; e.scrollIntoView({block: 'center'});"
                + " const at = () => { const r = e.getBoundingClientRect();"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; };"
                + " for (let was = at(); ; was = at()) {"
                + " await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame);"
                + " if (at().x === was.x && at().y === was.y) return was; } })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.get("x").doubleValue(),
                            "y",
                            at.get("y").doubleValue(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    void press(String key) {
        int code = switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "Escape" -> 27;
            case " " -> 32;
            case "ArrowUp" -> 38;
            case "ArrowDown" -> 40;
            default -> throw new IllegalArgumentException(key);
        };
        String text = key.equals("Enter") ? "\r" : key.equals(" ") ? " " : "";
        Map<String, Object> event = Map.of(
                "key", key, "code", key.equals(" ") ? "Space" : key, "windowsVirtualKeyCode", code, "text", text);
        for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
            Map<String, Object> typed = new HashMap<>(event);
            typed.put("type", type);
            send("Input.dispatchKeyEvent", typed);
        }
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    void screenshot(Path file) {
        String png = send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", false))
                .get("data")
                .stringValue();
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the page reaches any server. */
    void offline(boolean offline) {
        send(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Holds nothing against the page that it told until now. */
    void forget() {
        tools.forgetEvents();
    }

    /** What the browser found wrong with the page: errors, refused scripts and styles, failed calls. */
    List<String> complaints() {
        return Stream.concat(
                        tools.events("Log.entryAdded").stream()
                                .map(event -> event.path("entry"))
                                .map(entry -> entry.path("text").asString() + " "
                                        + entry.path("url").asString("")),
                        tools.events("Runtime.exceptionThrown").stream().map(JsonNode::toString))
                .toList();
    }

    /** The hosts that the page called. */
    Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        tools.events("Network.requestWillBeSent").stream()
                .map(event -> event.path("request").path("url").asString())
                .filter(url -> !url.startsWith("data:"))
                .map(URI::create)
                .filter(url -> url.getHost() != null)
                .forEach(url -> hosts.add(url.getHost() + ":" + url.getPort()));
        return hosts;
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return tools.send(page, method, parameters);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(profile);
    }
}
