package dev.reevaluate.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's programs in a folder of the server's own, and how they are called. */
final class Programs {

    private static final Pattern OURS = Pattern.compile("owner\\d+");

    private final Path bin;
    private final boolean root;

    private Programs(Path bin, boolean root) {
        this.bin = bin;
        this.root = root;
    }

    /** Returns the programs in the folder, unpacked into it where they are not there, or not as they should be. */
    static Programs in(Path folder) throws IOException {
        PrivateFolder.refuseForeign(folder, ProgramArchive.LOCK, OURS, "reevaluate.programs-dir");
        Path own = PrivateFolder.make(folder);
        return new Programs(ProgramArchive.ofThisPlatform().unpackInto(own).resolve("bin"), PrivateFolder.isRoots(own));
    }

    /** Returns which PostgreSQL it is, such as 18: its initdb reads the same line. */
    String majorVersion() throws IOException {
        try (Stream<String> lines = Files.lines(bin.resolveSibling("share").resolve("postgresql/postgres.bki"))) {
            return lines.findFirst().orElse("").replaceFirst("^# PostgreSQL ", "");
        }
    }

    /** Returns whether the user of this process is one for whom PostgreSQL does not run, except in a namespace of its own. */
    boolean calledByRoot() {
        return root;
    }

    /** Returns a call of the program; whatever the caller's locale and PostgreSQL variables are, it does not see them. */
    ProcessBuilder call(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root) {
            // In a user namespace without a mapping, root is nobody in particular, yet its files are its own
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder call = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = call.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG"));
        // Always installed, and its messages are those that this package reads
        environment.put("LC_ALL", "C");
        return call;
    }

    /**
     * Returns a call of the program in a session of its own, where the system has sessions: Ctrl-C at the terminal then ends
     * the server, and the server the database, once it has finished what it was asked. (macOS has no such command:
     * there the database is asked to end at the same time.)
     */
    ProcessBuilder callInOwnSession(String program, String... arguments) {
        ProcessBuilder call = call(program, arguments);
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(command -> Files.isExecutable(Path.of(command)))
                .findFirst()
                .ifPresent(setsid -> call.command().add(0, setsid));
        return call;
    }

    /**
     * Runs the program to its end and returns what it said.
     *
     * @throws DatabaseException with PostgreSQL's reason, when it fails
     */
    String run(String input, String program, String... arguments) throws IOException {
        Process process = call(program, arguments).start();
        try (var toProgram = process.outputWriter()) {
            toProgram.write(input);
        } catch (IOException e) {
            // It ended without reading it, and says why
        }
        List<String> output;
        try (var fromProgram = process.inputReader()) {
            output = fromProgram.lines().toList();
        }
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while %s ran".formatted(program), e);
        }
        if (status != 0 || output.stream().anyMatch(line -> line.contains("ERROR:"))) {
            throw new DatabaseException(Reasons.in(output, "%s ended with status %s".formatted(program, status)));
        }
        return String.join("\n", output);
    }

    /** Sends the signal, such as {@code INT}, to a process. Java itself has but two of them. */
    void signal(String name, long pid) throws IOException {
        run("", "pg_ctl", "kill", name.toUpperCase(Locale.ROOT), Long.toString(pid));
    }
}
