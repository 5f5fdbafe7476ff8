package dev.reevaluate.server.console;

import java.util.Locale;

/** A screen that the console is looked at on. */
enum Screen {
    LIGHT(1280, false),
    DARK(1280, true),
    NARROW(390, false),
    NARROW_DARK(390, true);

    final int width;
    final boolean dark;

    Screen(int width, boolean dark) {
        this.width = width;
        this.dark = dark;
    }

    /** The name of a picture of a view on it. */
    String file(String view) {
        return (view.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "") + "-" + this + ".png")
                .toLowerCase(Locale.ROOT);
    }
}
