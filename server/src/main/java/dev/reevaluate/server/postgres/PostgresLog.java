package dev.reevaluate.server.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL says while it runs: a file of each start of the server; that of the start before is kept. */
final class PostgresLog {

    private static final Pattern REDO_BEGINS = Pattern.compile("redo starts at (\\w+)/(\\w+)");
    private static final Pattern REDO = Pattern.compile("redo in progress, elapsed time: (\\d+).*LSN: (\\w+)/(\\w+)");
    private static final Pattern OTHER = Pattern.compile("LOG: +(.*elapsed time: .*)");
    private static final int MEGABYTE = 1 << 20;

    private final Path file;

    private PostgresLog(Path file) {
        this.file = file;
    }

    /** Begins a new file. */
    static PostgresLog begin(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        PrivateFolder.makeFile(file);
        return new PostgresLog(file);
    }

    Path file() {
        return file;
    }

    /** Returns how long it is, in bytes. Whoever tidies up may delete it while PostgreSQL runs: it is made again. */
    long size() throws IOException {
        if (!Files.exists(file)) {
            PrivateFolder.makeFile(file);
        }
        return Files.size(file);
    }

    /** Why PostgreSQL ended, by what it said from a position on. */
    String reasonSince(long position) throws IOException {
        return Reasons.in(since(position), "it said nothing");
    }

    /** Returns how far the recovery of a database is that was not ended in good order, by what was said from a position on. */
    Optional<String> recoverySince(long position) throws IOException {
        String text = String.join("\n", since(position));
        Optional<MatchResult> begin = last(REDO_BEGINS, text);
        Optional<MatchResult> redo = last(REDO, text);
        if (begin.isPresent() && redo.isPresent()) {
            long bytes = location(redo.get(), 2) - location(begin.get(), 1);
            return Optional.of("%s MB of its log read again in %s s"
                    .formatted(bytes / MEGABYTE, redo.get().group(1)));
        }
        return last(OTHER, text).map(found -> found.group(1));
    }

    private List<String> since(long position) throws IOException {
        byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int start = (int) Math.min(position, all.length);
        return new String(all, start, all.length - start, StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static Optional<MatchResult> last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().reduce((earlier, later) -> later);
    }

    // A place in PostgreSQL's log of changes: two hexadecimal halves
    private static long location(MatchResult found, int group) {
        return (Long.parseLong(found.group(group), 16) << 32) + Long.parseLong(found.group(group + 1), 16);
    }
}
