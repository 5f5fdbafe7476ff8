package dev.reevaluate.server.console;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The browser of this machine, Chromium or Chrome. */
final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");

    private Chromium() {}

    /** One that is installed. */
    static Optional<Path> installed() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program) throws IOException {
        Path profile = Files.createTempDirectory("browser");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        // The pages are ours, and as root, as in a container, it would not start otherwise
                        "--no-sandbox",
                        "--disable-dev-shm-usage",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--font-render-hinting=none")
                .redirectErrorStream(true)
                .start();
        try {
            return new Browser(process, profile, new DevTools(HttpClient.newHttpClient(), address(process)));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI address(Process process) throws IOException {
        BufferedReader says = process.inputReader();
        StringBuilder said = new StringBuilder();
        // It says more later, which nobody reads; the pipe holds enough of it
        for (String line; (line = says.readLine()) != null; said.append(line).append('\n')) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                return URI.create(listens.group(1));
            }
        }
        throw new IOException("the browser ended, and said " + said);
    }
}
