package dev.reevaluate.servable;

import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.nio.charset.StandardCharsets;

/** Refuses by name what would be called so that no file can be: generator and compiler would fail on it. */
final class FileNames {

    private static final int LONGEST = 255;
    private static final int SHOWN = 60;

    private FileNames() {}

    static void check(String at, String what, String file) {
        if (file.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    what,
                    "its file would be %s..., longer than the %s bytes that a name may have: give it, or what it stands in, a shorter name"
                            .formatted(file.substring(0, SHOWN), LONGEST));
        }
    }
}
